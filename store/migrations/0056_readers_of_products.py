"""How many readers viewed a product on a day."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0055_when_old_products_were_published")]

    operations = [
        migrations.CreateModel(
            name="ProductViewDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(help_text="In the store's time zone.")),
                ("readers", models.PositiveIntegerField(default=0)),
                (
                    "product",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="store.product",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "indexes": [models.Index(fields=["day", "product"], name="store_produ_day_6fb59f_idx")],
                "constraints": [
                    models.UniqueConstraint(fields=("product", "day"), name="one_row_of_readers_per_product_and_day")
                ],
            },
        ),
    ]
