"""What products are ranked by. The background fills it within minutes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0056_readers_of_products")]

    operations = [
        migrations.CreateModel(
            name="ProductRank",
            fields=[
                (
                    "product",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="rank",
                        serialize=False,
                        to="store.product",
                    ),
                ),
                ("sold_7", models.PositiveIntegerField(default=0)),
                ("sold_30", models.PositiveIntegerField(default=0)),
                ("sold_90", models.PositiveIntegerField(default=0)),
                (
                    "stars",
                    models.DecimalField(
                        decimal_places=4,
                        help_text="The average, drawn towards that of all products.",
                        max_digits=5,
                        null=True,
                    ),
                ),
                (
                    "heat",
                    models.FloatField(help_text="See `heat_of` in store/rankings/scores.py.", null=True),
                ),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["sold_7", "product"], name="store_produ_sold_7_05f080_idx"),
                    models.Index(fields=["sold_30", "product"], name="store_produ_sold_30_6441b6_idx"),
                    models.Index(fields=["sold_90", "product"], name="store_produ_sold_90_251f2a_idx"),
                    models.Index(fields=["stars", "product"], name="store_produ_stars_8b68cd_idx"),
                    models.Index(fields=["heat", "product"], name="store_produ_heat_35a150_idx"),
                ],
            },
        ),
        migrations.CreateModel(
            name="RankingState",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "mean_rating",
                    models.DecimalField(
                        decimal_places=4,
                        help_text="Of all ratings, when all products were ranked last.",
                        max_digits=5,
                        null=True,
                    ),
                ),
                ("started_at", models.DateTimeField(null=True)),
                (
                    "ranked_on",
                    models.DateField(
                        help_text="For which day all products were ranked; null until done.", null=True
                    ),
                ),
            ],
            options={"default_permissions": ()},
        ),
    ]
