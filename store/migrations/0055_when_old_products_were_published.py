"""Products that were published before anybody noted when."""

from itertools import groupby

from django.db import migrations
from django.db.models import F

CHUNK = 2000


def date_products(apps, schema_editor):
    """By the last update, and not later than any product with a higher key was updated.

    Keys are given in order, so this is the closest that is known, and the newest key stays the
    newest product whatever was edited last. May be broken off and run again.
    """
    products = apps.get_model("store", "Product").objects.using(schema_editor.connection.alias)
    earliest = last = None
    while True:
        rows = products.order_by("-pk").values_list("pk", "last_update")
        chunk = list((rows if last is None else rows.filter(pk__lt=last))[:CHUNK])
        if not chunk:
            return
        first, last = chunk[0][0], chunk[-1][0]
        late = []
        for pk, updated in chunk:
            earliest = updated if earliest is None else min(earliest, updated)
            if updated > earliest:
                late.append((pk, earliest))
        undated = products.filter(is_published=True, published_at=None)
        # One statement for a run of keys with the same date.
        for date, run in groupby(late, key=lambda pair: pair[1]):
            undated.filter(pk__in=[pk for pk, _ in run]).update(published_at=date)
        undated.filter(pk__gte=last, pk__lte=first).update(published_at=F("last_update"))


class Migration(migrations.Migration):
    dependencies = [("store", "0054_when_products_were_published")]

    # Chunk by chunk where the engine allows it: a checkout waits for no more than one.
    operations = [migrations.RunPython(date_products, migrations.RunPython.noop, atomic=False)]
