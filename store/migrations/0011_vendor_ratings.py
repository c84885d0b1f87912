"""What vendors are rated, from the reviews that are there."""

from decimal import Decimal

from django.db import migrations, models
from django.db.models import Avg, Count


def rate_vendors(apps, schema_editor):
    reviews = apps.get_model("store", "Review").objects
    vendors = apps.get_model("store", "Vendor").objects
    rows = (
        reviews.filter(product__vendor__isnull=False, rating__isnull=False)
        .order_by()
        .values("product__vendor")
        .annotate(rating=Avg("rating"), rating_count=Count("pk"))
    )
    for row in list(rows):
        vendors.filter(pk=row["product__vendor"]).update(
            rating=Decimal(row["rating"]).quantize(Decimal("0.01")),
            rating_count=row["rating_count"],
        )


class Migration(migrations.Migration):
    dependencies = [("store", "0010_status_changes")]

    operations = [
        migrations.AddField(
            model_name="vendor",
            name="rating",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                editable=False,
                help_text="The average over the reviews of its products.",
                max_digits=3,
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="vendor",
            name="rating_count",
            field=models.PositiveIntegerField(
                db_default=0,
                default=0,
                editable=False,
                help_text="How many rated.",
            ),
        ),
        migrations.RunPython(rate_vendors, migrations.RunPython.noop),
    ]
