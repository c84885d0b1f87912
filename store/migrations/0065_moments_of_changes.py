"""When a customer's apps last had something new."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0064_blocks_of_searches"),
    ]

    operations = [
        migrations.CreateModel(
            name="CustomerClock",
            fields=[
                (
                    "customer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="clock",
                        serialize=False,
                        to="store.customer",
                    ),
                ),
                ("moment", models.DateTimeField()),
            ],
        ),
    ]
