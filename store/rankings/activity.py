"""What happened to products: read from what the concepts below count, never from orders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import DecimalField, ExpressionWrapper, F, QuerySet, Sum
from django.db.models.functions import Abs
from django.utils import timezone

from store.customers.models import FavoriteProduct
from store.insights.models import ProductViewDay
from store.rankings.models import ProductRank
from store.rankings.scores import (
    LEAST_LIKED,
    LIKED,
    MARKED,
    ORDERED,
    PLACES,
    PRIOR_RATINGS,
    VIEWED,
    WINDOWS,
    rounded,
    trend_since,
)
from store.reviews.models import ProductRating, Review
from store.sales.models import ProductPeriod
from store.shared.days import start_of

DAY = "2026-11-21"
STARS = DecimalField(max_digits=12, decimal_places=4)


@dataclass
class Activity:
    """Of one product: units sold and points by day, and what it is rated."""

    units: dict[date, int] = field(default_factory=lambda: defaultdict(int))
    points: dict[date, int] = field(default_factory=lambda: defaultdict(int))
    rating: tuple[Decimal, int] | None = None


def read_activity(keys: Collection[int], *, today: date) -> dict[int, Activity]:
    """Of these products, in five queries; one of which nothing is known is not in it."""
    found: defaultdict[int, Activity] = defaultdict(Activity)
    add_sales(found, keys, today=today)
    add_points(found, keys, since=trend_since(today))
    rated = ProductRating.objects.filter(product__in=keys, count__gt=0)
    for pk, average, count in rated.values_list("product_id", "average", "count"):
        if average is not None:
            found[pk].rating = average, count
    return found


def add_sales(
    found: defaultdict[int, Activity], keys: Collection[int], *, today: date
) -> None:
    """Kept lines alone: what was cancelled or returned is counted elsewhere."""
    since = today - timedelta(days=max(WINDOWS) - 1)
    rows = ProductPeriod.objects.filter(
        product__in=keys, period__gte=since.isoformat(), orders__gt=0
    )
    for pk, period, units, orders in rows.values_list(
        "product_id", "period", "units", "orders"
    ):
        if len(period) == len(DAY):  # the others are months
            day = date.fromisoformat(period)
            found[pk].units[day] += units
            if day >= trend_since(today):
                found[pk].points[day] += orders * ORDERED


def add_points(
    found: defaultdict[int, Activity], keys: Collection[int], *, since: date
) -> None:
    views = ProductViewDay.objects.filter(product__in=keys, day__gte=since)
    for pk, day, readers in views.values_list("product_id", "day", "readers"):
        found[pk].points[day] += readers * VIEWED
    marks = FavoriteProduct.objects.filter(
        product__in=keys, created_at__gte=start_of(since)
    )
    for pk, at in marks.values_list("product_id", "created_at"):
        found[pk].points[timezone.localdate(at)] += MARKED
    liked = Review.objects.public().filter(
        product__in=keys, date__gte=since, rating__gte=LEAST_LIKED
    )
    for pk, day in liked.values_list("product_id", "date"):
        found[pk].points[day] += LIKED


def active_products(*, since: date, mean: Decimal | None) -> set[int]:
    """Those to which something happened since that day, or whose rating changed."""
    days = [
        (since + timedelta(days=step)).isoformat()
        for step in range((timezone.localdate() - since).days + 1)
    ]
    sources: list[QuerySet] = [
        ProductPeriod.objects.filter(period__in=days),
        ProductViewDay.objects.filter(day__gte=since),
        FavoriteProduct.objects.filter(created_at__gte=start_of(since)).order_by(),
        wrongly_rated(mean or Decimal(0)),
        ProductRank.objects.filter(stars__isnull=False).exclude(
            product__rating__count__gt=0
        ),
    ]
    return {
        pk
        for rows in sources
        for pk in rows.values_list("product_id", flat=True).distinct()
    }


def wrongly_rated(mean: Decimal) -> QuerySet[ProductRating]:
    """Products with ratings that their rank does not know.

    Without a division, which is one of whole numbers on SQLite.
    """
    votes = PRIOR_RATINGS + F("count")
    known = ExpressionWrapper(F("product__rank__stars") * votes, output_field=STARS)
    total = ExpressionWrapper(
        PRIOR_RATINGS * mean + F("count") * F("average"), output_field=STARS
    )
    rated = ProductRating.objects.filter(count__gt=0)
    unknown = rated.filter(product__rank__stars__isnull=True)
    changed = rated.annotate(gap=Abs(total - known, output_field=STARS)).filter(
        gap__gt=ExpressionWrapper(2 * PLACES * votes, output_field=STARS)
    )
    return unknown | changed


def read_mean_rating() -> Decimal | None:
    """The average of all ratings there are, to four places."""
    found = ProductRating.objects.filter(count__gt=0).aggregate(
        ratings=Sum("count"),
        stars=Sum(F("count") * F("average"), output_field=STARS),
    )
    if not found["ratings"]:
        return None
    return rounded(Decimal(found["stars"]) / found["ratings"])
