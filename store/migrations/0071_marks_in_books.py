"""Bookmarks and highlights of customers in their books."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0070_reading_time"),
    ]

    operations = [
        migrations.CreateModel(
            name="Mark",
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
                    "kind",
                    models.CharField(
                        choices=[("bookmark", "Bookmark"), ("highlight", "Highlight")],
                        max_length=10,
                    ),
                ),
                (
                    "uid",
                    models.UUIDField(
                        help_text="Made by the device; the id in the API."
                    ),
                ),
                ("locator", models.CharField(blank=True, max_length=2000)),
                ("locator_end", models.CharField(blank=True, max_length=2000)),
                ("page", models.PositiveIntegerField(blank=True, null=True)),
                ("progression", models.FloatField(blank=True, null=True)),
                ("title", models.CharField(blank=True, max_length=255)),
                ("text", models.TextField(blank=True, max_length=5000)),
                (
                    "color",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yellow", "Yellow"),
                            ("green", "Green"),
                            ("blue", "Blue"),
                            ("red", "Red"),
                            ("purple", "Purple"),
                            ("orange", "Orange"),
                        ],
                        max_length=10,
                    ),
                ),
                ("note", models.TextField(blank=True, max_length=10000)),
                ("device_id", models.CharField(blank=True, max_length=64)),
                ("device_name", models.CharField(blank=True, max_length=100)),
                (
                    "modified",
                    models.DateTimeField(help_text="By the clock of the device."),
                ),
                ("is_deleted", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField()),
                (
                    "updated_at",
                    models.DateTimeField(
                        help_text="The moment of the customer's clock."
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="marks",
                        to="store.customer",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="marks",
                        to="store.product",
                    ),
                ),
            ],
            options={
                "ordering": ["-updated_at"],
                "indexes": [
                    models.Index(
                        fields=["customer", "product", "kind", "updated_at"],
                        name="marks_of_a_book",
                    ),
                    models.Index(
                        fields=["customer", "kind", "updated_at"],
                        name="marks_of_all_books",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("customer", "kind", "uid"),
                        name="one_mark_per_customer_and_id",
                    )
                ],
            },
        ),
    ]
