from collections import Counter
from itertools import count

from django.db import migrations, transaction

from store.catalog.codes import code_of, first_tags, prefix_of, take_numbers

CHUNK = 500


def give_codes(apps, schema_editor):
    """In the order of the ids. Rows with a code keep it, so this goes on where it was stopped."""
    Product = apps.get_model('store', 'Product')
    last = 0
    while True:
        with transaction.atomic():
            rows = list(
                Product.objects.filter(pk__gt=last, code=None)
                .order_by('pk')
                .values_list('pk', 'title', 'collection__title')[:CHUNK]
            )
            if not rows:
                return
            last = rows[-1][0]
            tags = first_tags([pk for pk, *_ in rows])
            prefixes = {
                pk: prefix_of(title=title, collection=collection, tag=tags.get(pk))
                for pk, title, collection in rows
            }
            first = take_numbers(Counter(prefixes.values()))
            numbers = {prefix: count(number) for prefix, number in first.items()}
            Product.objects.bulk_update(
                [
                    Product(pk=pk, code=code_of(prefix, next(numbers[prefix])))
                    for pk, prefix in prefixes.items()
                ],
                ['code'],
            )


class Migration(migrations.Migration):
    """A commit for each chunk: no row is locked for longer, buyers take stock meanwhile."""

    atomic = False

    dependencies = [
        ('store', '0017_product_codes'),
    ]

    operations = [
        # Codes that were given stay given on the way back; the column goes with 0011.
        migrations.RunPython(give_codes, migrations.RunPython.noop),
    ]
