"""What is bought together, and lists of what is popular; counts of products, of no person."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0059_comments"),
    ]

    operations = [
        migrations.CreateModel(
            name="PairCounter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("counted_at", models.DateTimeField(null=True)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="PairedOrder",
            fields=[
                ("order_id", models.BigIntegerField(primary_key=True, serialize=False)),
                (
                    "is_stale",
                    models.BooleanField(
                        db_index=True, default=True, help_text="Changed since then."
                    ),
                ),
                ("product_ids", models.JSONField(default=list)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="PairedProduct",
            fields=[
                (
                    "product",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="store.product",
                    ),
                ),
                (
                    "buyers",
                    models.PositiveIntegerField(default=0, help_text="Who kept it."),
                ),
                ("is_stale", models.BooleanField(db_index=True, default=True)),
                ("counted_at", models.DateTimeField(db_index=True, null=True)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="BoughtTogether",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "customers",
                    models.PositiveIntegerField(help_text="Who bought both."),
                ),
                ("score", models.FloatField(help_text="From 0 to 1; see figures.py.")),
                (
                    "other",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="store.product",
                    ),
                ),
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("product", "other"), name="one_row_a_pair"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PopularProduct",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "among",
                    models.CharField(
                        help_text="`everything`, `genre:3` or `collection:2`.",
                        max_length=30,
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(help_text="From 0 on.")),
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
                    models.UniqueConstraint(
                        fields=("among", "place"), name="one_at_a_place"
                    )
                ],
            },
        ),
    ]
