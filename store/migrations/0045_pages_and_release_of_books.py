"""Pages of a book go from less to more, and it was released on a day databases keep."""

import datetime

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("store", "0044_names_in_any_case")]

    operations = [
        migrations.AlterField(
            model_name="book",
            name="released_on",
            field=models.DateField(
                blank=True,
                db_index=True,
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(datetime.date(1000, 1, 1))
                ],
            ),
        ),
        migrations.AddConstraint(
            model_name="book",
            constraint=models.CheckConstraint(
                condition=models.Q(("pages_to__gte", models.F("pages_from"))),
                name="pages_from_less_to_more",
            ),
        ),
    ]
