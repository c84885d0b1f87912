"""How far customers have read what they hold, on which device."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0068_changes_of_held_items"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReadingProgress",
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
                ("progression", models.FloatField()),
                (
                    "modified",
                    models.DateTimeField(help_text="By the clock of the device."),
                ),
                (
                    "finished_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="When it was read to its end first.",
                        null=True,
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(help_text="From the customer's clock."),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reading",
                        to="store.customer",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="store.product",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "reading progress",
                "indexes": [
                    models.Index(
                        fields=["customer", "updated_at"], name="progress_changes"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["customer", "product"], name="one_progress_in_a_product"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DevicePosition",
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
                ("device_id", models.CharField(max_length=64)),
                ("device_digest", models.CharField(editable=False, max_length=64)),
                ("device_name", models.CharField(blank=True, max_length=100)),
                ("progression", models.FloatField()),
                ("locator", models.CharField(blank=True, max_length=2000)),
                ("page", models.PositiveIntegerField(blank=True, null=True)),
                ("modified", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
                (
                    "progress",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="devices",
                        to="store.readingprogress",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=["progress", "device_digest"], name="one_position_of_a_device"
                    )
                ],
            },
        ),
    ]
