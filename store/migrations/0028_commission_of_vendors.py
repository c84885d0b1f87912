"""Vendors may have a commission rate of their own."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0027_amounts_of_lines")]

    operations = [
        migrations.AddField(
            model_name="vendor",
            name="commission_rate",
            field=models.DecimalField(
                blank=True,
                decimal_places=4,
                help_text="The marketplace's share, such as 0.1; empty: the store's usual one. What was sold already keeps the rate it was sold at.",
                max_digits=5,
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(0),
                    django.core.validators.MaxValueValidator(1),
                ],
            ),
        ),
    ]
