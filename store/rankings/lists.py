"""The lists as queries: products on public sale, the first ones first.

Each is read off an index in the order of the list and ends at `MOST_PLACES`, so that neither
a page nor the count of the pages looks at the whole catalogue.
"""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from store.catalog.models import Product
from store.rankings.choices import Ranking
from store.rankings.scores import USUAL_WINDOW, least_heat

MOST_PLACES = 1000
Rows = QuerySet[Any, dict[str, Any]]


def public_products() -> QuerySet[Any]:
    return Product.objects.public()


def newest(products: QuerySet[Any]) -> Rows:
    """By when they were published first."""
    return products.order_by("-published_at", "-id").values("pk", "published_at")


def best_sellers(products: QuerySet[Any], *, days: int = USUAL_WINDOW) -> Rows:
    """By units `sold` within a window of `WINDOWS`."""
    sold = f"rank__sold_{days}"
    return (
        products.filter(**{f"{sold}__gt": 0})
        .order_by(f"-{sold}", "-rank__product_id")
        .values("pk", sold=F(sold))
    )


def top_rated(products: QuerySet[Any]) -> Rows:
    """By their Bayesian average."""
    return (
        products.filter(rank__stars__gt=0, rating__count__gt=0)
        .order_by("-rank__stars", "-rank__product_id")
        .values(
            "pk",
            rating_score=F("rank__stars"),
        )
    )


def trending(products: QuerySet[Any]) -> Rows:
    """By what happened of late; what nobody cared for any more is left out."""
    return (
        products.filter(rank__heat__gte=least_heat(timezone.localdate()))
        .order_by("-rank__heat", "-rank__product_id")
        .values("pk", heat=F("rank__heat"))
    )


def trending_or_else(products: QuerySet[Any]) -> tuple[Ranking, Rows]:
    """What trends; where nothing does the best sellers, and where nothing was sold the newest."""
    for ranking, rows in (
        (Ranking.TRENDING, trending(products)),
        (Ranking.BEST_SELLERS, best_sellers(products)),
    ):
        if rows.exists():
            return ranking, rows
    return Ranking.NEW, newest(products)
