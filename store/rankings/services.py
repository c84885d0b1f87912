"""Keeps what products are ranked by up to date with what happened to them.

Every figure is worked out anew from what is counted, by one function for one product as for
all: it may run twice, late, at once with another, or be killed.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Exists, OuterRef
from django.utils import timezone

from store.catalog.models import Product
from store.insights.recording import delete_in_chunks
from store.rankings.activity import (
    Activity,
    active_products,
    read_activity,
    read_mean_rating,
)
from store.rankings.lists import best_sellers, newest, public_products, trending
from store.rankings.models import ProductRank, RankingState
from store.rankings.scores import bayesian_average, heat_of, sold_within
from store.sales.counting import write_rows
from store.shared.retrying import retried

CHUNK = 500
MEAN_MOVED = Decimal("0.01")
"""Stars; a smaller step of the average of all ratings changes no order worth writing."""
COLUMNS = ("sold_7", "sold_30", "sold_90", "stars", "heat")


def popular_ids(limit: int) -> list[int]:
    """Up to so many products on public sale, the most popular first.

    What trends, then the best sellers of thirty days, then the newest; none twice.
    """
    products, found = public_products(), dict[int, None]()
    for rows in (trending(products), best_sellers(products), newest(products)):
        if len(found) < limit:
            found |= dict.fromkeys(rows.values_list("pk", flat=True)[:limit])
    return list(found)[: max(limit, 0)]


def refresh() -> int:
    """Rank what changed of late, or everything: once a day, for the windows move on, and
    when the average of all ratings moved. Returns how many products were looked at.
    """
    state = RankingState.objects.filter(pk=1).first()
    today = timezone.localdate()
    if state is None or state.ranked_on != today or mean_moved(state.mean_rating):
        return rank_all()
    yesterday = today - timedelta(days=1)
    changed = active_products(since=yesterday, mean=state.mean_rating)
    return rank_products(product_ids=changed)


def mean_moved(known: Decimal | None) -> bool:
    mean = read_mean_rating()
    if mean is None or known is None:
        return mean != known
    return abs(mean - known) >= MEAN_MOVED


def rank_all() -> int:
    """Rank every product, and forget those that are gone. Returns how many there are.

    One that was killed has not said that it is done, so the next `refresh` does it again.
    """
    today, started = timezone.localdate(), timezone.now()
    begin(started_at=started, mean_rating=read_mean_rating(), ranked_on=None)
    done = last = 0
    keys = Product.objects.order_by("pk").values_list("pk", flat=True)
    while some := list(keys.filter(pk__gt=last)[:CHUNK]):
        rank_some(some)
        done, last = done + len(some), some[-1]
    there = Product.objects.filter(pk=OuterRef("product_id"))
    delete_in_chunks(ProductRank.objects.filter(~Exists(there)))
    mine = RankingState.objects.filter(pk=1, started_at=started)
    mine.update(ranked_on=today)
    return done


def rank_products(*, product_ids: Collection[int]) -> int:
    """Rank these. Returns how many."""
    keys = sorted(set(product_ids))
    for start in range(0, len(keys), CHUNK):
        rank_some(keys[start : start + CHUNK])
    return len(keys)


@retried
def begin(**values: object) -> None:
    lock_state()
    RankingState.objects.filter(pk=1).update(**values)


def lock_state() -> RankingState:
    """Be the only one who ranks until the transaction ends.

    Whoever reads first and writes last would otherwise write what is not true any more.
    """
    RankingState.objects.get_or_create(pk=1)
    return RankingState.objects.select_for_update().get(pk=1)


@retried
def rank_some(keys: Collection[int]) -> None:
    """In one short transaction; only what is different is written."""
    state, today = lock_state(), timezone.localdate()
    activity = read_activity(keys, today=today)
    mean = state.mean_rating
    if mean is None and any(one.rating for one in activity.values()):
        mean = read_mean_rating()
    before = ProductRank.objects.in_bulk(list(keys))
    ranks = {
        pk: rank
        for pk, one in activity.items()
        if says_something(rank := rank_of(pk, one, mean=mean, today=today))
    }
    write_rows(
        [
            rank
            for pk, rank in ranks.items()
            if pk not in before or figures(before[pk]) != figures(rank)
        ],
        columns=COLUMNS,
        unique=["product"],
    )
    if empty := before.keys() - ranks.keys():
        ProductRank.objects.filter(pk__in=empty).delete()


def rank_of(
    pk: int, activity: Activity, *, mean: Decimal | None, today: date
) -> ProductRank:
    stars = None
    if activity.rating and mean is not None:
        average, count = activity.rating
        stars = bayesian_average(mean=mean, average=average, count=count)
    sold = sold_within(activity.units, today=today)
    return ProductRank(
        product_id=pk,
        stars=stars,
        heat=heat_of(activity.points),
        **{f"sold_{days}": units for days, units in sold.items()},
    )


def figures(rank: ProductRank) -> list[object]:
    return [getattr(rank, name) for name in COLUMNS]


def says_something(rank: ProductRank) -> bool:
    return any(value for value in figures(rank) if value is not None)
