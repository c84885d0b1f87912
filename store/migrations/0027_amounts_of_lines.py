"""Lines keep every part of their price."""

from decimal import Decimal

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Max

CHUNK = 5000


def price_old_lines(apps, schema_editor):
    """What was placed before is priced as it was shown: at list prices, without tax."""
    lines = apps.get_model("store", "OrderItem").objects
    last = lines.aggregate(last=Max("pk"))["last"] or 0
    for start in range(0, last + 1, CHUNK):
        some = lines.filter(pk__gt=start, pk__lte=start + CHUNK)
        some.update(total=F("unit_price") * F("quantity"))


class Migration(migrations.Migration):
    dependencies = [("store", "0026_when_parts_were_placed")]

    operations = [
        migrations.AddField(
            model_name="orderitem",
            name="commission_rate",
            field=models.DecimalField(
                blank=True,
                decimal_places=4,
                editable=False,
                help_text="The marketplace's share of what the vendor earns, before tax.",
                max_digits=5,
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="orderitem",
            name="coupon_discount",
            field=models.DecimalField(
                db_default=Decimal("0.00"),
                decimal_places=2,
                default=Decimal("0.00"),
                editable=False,
                help_text="Off the line, its share of the coupon.",
                max_digits=16,
            ),
        ),
        migrations.AddField(
            model_name="orderitem",
            name="promotion",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="store.promotion",
            ),
        ),
        migrations.AddField(
            model_name="orderitem",
            name="promotion_description",
            field=models.CharField(
                blank=True, db_default="", default="", editable=False, max_length=255
            ),
        ),
        migrations.AddField(
            model_name="orderitem",
            name="promotion_discount",
            field=models.DecimalField(
                db_default=Decimal("0.00"),
                decimal_places=2,
                default=Decimal("0.00"),
                editable=False,
                help_text="Off the line, by the promotion.",
                max_digits=16,
            ),
        ),
        migrations.AddField(
            model_name="orderitem",
            name="store_discount",
            field=models.DecimalField(
                db_default=Decimal("0.00"),
                decimal_places=2,
                default=Decimal("0.00"),
                editable=False,
                help_text="Of both discounts, what the store bears and not the vendor.",
                max_digits=16,
            ),
        ),
        migrations.AddField(
            model_name="orderitem",
            name="tax",
            field=models.DecimalField(
                db_default=Decimal("0.00"),
                decimal_places=2,
                default=Decimal("0.00"),
                editable=False,
                help_text="On what is left after the discounts.",
                max_digits=16,
            ),
        ),
        migrations.AddField(
            model_name="orderitem",
            name="tax_rate",
            field=models.DecimalField(
                db_default=Decimal("0"),
                decimal_places=4,
                default=Decimal("0"),
                editable=False,
                max_digits=5,
            ),
        ),
        migrations.AddField(
            model_name="orderitem",
            name="total",
            field=models.DecimalField(
                db_default=Decimal("0.00"),
                decimal_places=2,
                default=Decimal("0.00"),
                editable=False,
                help_text="What the buyer pays for the line.",
                max_digits=16,
            ),
        ),
        migrations.RunPython(price_old_lines, migrations.RunPython.noop),
    ]
