"""Ratings are halves: what the admin let in before becomes the nearest one. Words are optional."""

from decimal import ROUND_HALF_UP, Decimal

import django.core.validators
from django.db import migrations, models

import store.reviews.models

STARS = tuple(Decimal(halves) / 2 for halves in range(1, 11))


def round_to_halves(apps, schema_editor):
    reviews = apps.get_model("store", "Review").objects
    odd = reviews.filter(rating__isnull=False).exclude(rating__in=STARS)
    for review in list(odd.only("pk", "rating")):
        halves = (review.rating * 2).quantize(Decimal(1), ROUND_HALF_UP)
        reviews.filter(pk=review.pk).update(rating=halves / 2)


class Migration(migrations.Migration):
    dependencies = [("store", "0045_pages_and_release_of_books")]

    operations = [
        migrations.RunPython(round_to_halves, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="review",
            name="rating",
            field=models.DecimalField(
                blank=True,
                decimal_places=1,
                help_text="0.5 to 5 stars, by halves.",
                max_digits=2,
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(Decimal("0.5")),
                    django.core.validators.MaxValueValidator(Decimal("5")),
                    store.reviews.models.validate_half,
                ],
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(rating__isnull=True) | models.Q(rating__in=STARS),
                name="rating_by_halves",
            ),
        ),
        migrations.RemoveConstraint(
            model_name="review", name="rating_between_half_and_five"
        ),
        migrations.AlterField(
            model_name="review",
            name="description",
            field=models.TextField(blank=True, default=""),
        ),
    ]
