"""What products are rated, from the reviews that are there."""

from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from operator import itemgetter

from django.db import migrations
from django.db.models import Count

CENT = Decimal("0.01")
CHUNK = 500


def rate_products(apps, schema_editor):
    """Anew: what is written meanwhile, by code before this, the nightly task finds."""
    ratings = apps.get_model("store", "ProductRating")
    reviews = apps.get_model("store", "Review").objects
    ratings.objects.all().delete()
    counted = (
        reviews.filter(rating__isnull=False, is_hidden=False)
        .order_by("product_id")
        .values_list("product_id", "rating")
        .annotate(number=Count("pk"))
    )
    rows = []
    for product_id, stars in groupby(list(counted), key=itemgetter(0)):
        histogram = [0] * 10
        for _, star, number in stars:
            histogram[int(star * 2) - 1] = number
        rows.append(rated(ratings, product_id, histogram))
    ratings.objects.bulk_create(rows, batch_size=CHUNK)


def rated(model, product_id, histogram):
    count = sum(histogram)
    halves = sum(place * number for place, number in enumerate(histogram, 1))
    average = (Decimal(halves) / 2 / count).quantize(CENT, ROUND_HALF_UP)
    return model(
        product_id=product_id, count=count, average=average, histogram=histogram
    )


def forget_ratings(apps, schema_editor):
    apps.get_model("store", "ProductRating").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("store", "0049_reports_of_reviews")]

    operations = [migrations.RunPython(rate_products, forget_ratings)]
