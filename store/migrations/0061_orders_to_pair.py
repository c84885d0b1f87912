"""Orders that are there already are marked: the background counts what was bought together."""

from django.db import migrations

CHUNK = 2000


def mark_all(apps, schema_editor):
    orders = apps.get_model("store", "Order").objects.order_by("pk")
    marks = apps.get_model("store", "PairedOrder").objects
    last = 0
    while keys := list(orders.filter(pk__gt=last).values_list("pk", flat=True)[:CHUNK]):
        last = keys[-1]
        marks.bulk_create(
            [marks.model(order_id=pk) for pk in keys], ignore_conflicts=True
        )


class Migration(migrations.Migration):
    dependencies = [("store", "0060_pairs_of_products")]

    operations = [migrations.RunPython(mark_all, migrations.RunPython.noop)]
