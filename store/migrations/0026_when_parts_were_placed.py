"""Parts know when their order was placed."""

import django.db.models.functions.datetime
import django.utils.timezone
from django.db import migrations, models
from django.db.models import Max, OuterRef, Subquery

CHUNK = 5000


def copy_from_orders(apps, schema_editor):
    orders = apps.get_model("store", "Order").objects
    parts = apps.get_model("store", "VendorOrder").objects
    placed = orders.filter(pk=OuterRef("order")).values("placed_at")
    last = parts.aggregate(last=Max("pk"))["last"] or 0
    for start in range(0, last + 1, CHUNK):
        some = parts.filter(pk__gt=start, pk__lte=start + CHUNK)
        some.update(placed_at=Subquery(placed))


class Migration(migrations.Migration):
    dependencies = [("store", "0025_imports_of_products")]

    operations = [
        migrations.AddField(
            model_name="vendororder",
            name="placed_at",
            field=models.DateTimeField(
                db_default=django.db.models.functions.datetime.Now(),
                default=django.utils.timezone.now,
                editable=False,
            ),
        ),
        migrations.RunPython(copy_from_orders, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="vendororder",
            index=models.Index(
                fields=["vendor", "-placed_at", "-id"],
                name="store_vendo_vendor__fc40dc_idx",
            ),
        ),
    ]
