"""What is sold, of whomever, by day and by product: for the reports."""

import django.db.models.deletion
from django.db import migrations, models


def figures():
    return [
        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
        ("orders", models.IntegerField(default=0, help_text="Of which a line was kept.")),
        ("units", models.IntegerField(default=0, help_text="Of the lines kept.")),
        ("revenue", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
        ("refused_units", models.IntegerField(default=0)),
        ("refused_value", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
    ]


class Migration(migrations.Migration):
    dependencies = [("store", "0034_delivery_details_of_orders")]

    operations = [
        migrations.CreateModel(
            name="StoreDay",
            fields=[
                *figures(),
                ("day", models.DateField(help_text="In the store's time zone.")),
                ("is_own", models.BooleanField(help_text="Only what the store itself sells.")),
            ],
            options={
                "verbose_name": "sales report",
                "default_permissions": ("view",),
                "constraints": [
                    models.UniqueConstraint(fields=("is_own", "day"), name="one_row_per_day_of_the_store")
                ],
            },
        ),
        migrations.CreateModel(
            name="ProductPeriod",
            fields=[
                *figures(),
                ("period", models.CharField(help_text="2026-11-21 or, of a month, 2026-11.", max_length=10)),
                (
                    "product",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="store.product",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("period", "product"), name="one_row_per_product_and_period")
                ],
            },
        ),
        migrations.AddField(
            model_name="countedorder",
            name="version",
            field=models.PositiveSmallIntegerField(
                db_default=0, default=0, help_text="Of the rules by which it was counted."
            ),
        ),
        migrations.AddIndex(
            model_name="vendorday",
            index=models.Index(fields=["day"], name="store_vendo_day_83d3d5_idx"),
        ),
    ]
