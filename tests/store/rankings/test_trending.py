"""`/store/products/trending/`: what happened of late, worth half after three days."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from store.models import FavoriteProduct, ProductViewDay
from store.rankings.services import popular_ids, rank_all, refresh
from tests.builders import make_customer, make_product, make_review, make_vendor
from tests.store.insights.seeing import look, write_down
from tests.store.rankings.making import places, read, sell, shown, view

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def clock() -> Any:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def test_an_order_a_rating_a_favourite_and_a_view_count_ten_six_four_and_one() -> None:
    ordered, liked, marked, viewed, disliked = (make_product() for _ in range(5))
    sell(ordered, 50)
    make_review(liked, rating="3.5")
    make_review(disliked, rating="3.0")
    make_review(disliked)
    FavoriteProduct.objects.create(customer=make_customer(), product=marked)
    view(viewed)
    rank_all()

    assert places("trending", "trend_score") == [
        (ordered.pk, 10),
        (liked.pk, 6),
        (marked.pk, 4),
        (viewed.pk, 1),
    ]
    assert read("trending")["ranked_by"] == "trending"


def test_readers_count_once_a_day(alice: Any, bob: Any, clock: Any) -> None:
    product, other = make_product(), make_product()
    for _ in range(3):
        look(alice, product)
        write_down()
    look(bob, product, other)
    write_down()
    refresh()
    assert places("trending", "trend_score") == [(product.pk, 2), (other.pk, 1)]

    clock.move_to(NOON + timedelta(days=1))
    look(alice, product)
    write_down()

    days = ProductViewDay.objects.filter(product=product).order_by("day")
    assert list(days.values_list("readers", flat=True)) == [2, 1]


def test_what_is_older_counts_less_and_of_equals_the_newer_product_is_first() -> None:
    a, b, c, d = (make_product() for _ in range(4))
    view(a, 8, ago=6)
    view(b, 3)
    view(c, 4, ago=3)
    view(d, 2)
    rank_all()

    assert places("trending", "trend_score") == [
        (b.pk, 3),
        (d.pk, 2),
        (c.pk, 2),
        (a.pk, 2),
    ]


def test_time_halves_every_trend_without_a_run_and_ends_it(clock: Any) -> None:
    product = make_product()
    view(product, 8)
    rank_all()
    found = {}
    for days in (0, 3, 6, 18, 19):
        clock.move_to(NOON + timedelta(days=days))
        body = read("trending")
        scores = [one["trend_score"] for one in body["results"]]
        found[days] = body["ranked_by"], scores

    assert found == {
        0: ("trending", [8]),
        3: ("trending", [4]),
        6: ("trending", [2]),
        18: ("trending", [0.13]),
        19: ("new", [None]),
    }


def test_a_newer_trend_overtakes_an_older_one(clock: Any) -> None:
    old, new = make_product(), make_product()
    view(old, 10)
    rank_all()
    clock.move_to(NOON + timedelta(days=6))
    view(new, 3)
    refresh()

    assert places("trending", "trend_score") == [(new.pk, 3), (old.pk, 2.5)]


def test_a_new_shop_shows_best_sellers_and_before_those_what_is_new(
    clock: Any,
) -> None:
    first, second = make_product(), make_product()
    rank_all()
    body = read("trending")
    assert body["ranked_by"] == "new"
    assert [one["id"] for one in body["results"]] == [second.pk, first.pk]

    sell(first, 3, ago=29)
    rank_all()
    body = read("trending")

    assert body["ranked_by"] == "best_sellers"
    assert places("trending", "trend_score") == [(first.pk, None)]


def test_an_empty_shop_trends_nothing() -> None:
    body = read("trending")

    assert (body["count"], body["results"], body["ranked_by"]) == (0, [], "new")


def test_a_shelf_where_nothing_trends_shows_what_is_new_there() -> None:
    hot, cold = make_product(), make_product()
    view(hot, 3)
    rank_all()

    body = read("trending", collection_id=cold.collection_id)

    assert [one["id"] for one in body["results"]] == [cold.pk]
    assert body["ranked_by"] == "new"


def test_the_most_popular_are_trends_then_best_sellers_then_the_newest() -> None:
    new, sold, hot, both = (make_product() for _ in range(4))
    make_product(is_published=False)
    hidden = make_product(vendor=make_vendor(status="suspended"))
    sell(sold, 9, ago=29)
    sell(both, 2, ago=1)
    view(hot, 1)
    view(hidden, 99)
    rank_all()

    assert popular_ids(10) == [both.pk, hot.pk, sold.pk, new.pk]
    assert popular_ids(2) == [both.pk, hot.pk]
    assert popular_ids(0) == []


def test_a_favourite_counts_on_the_day_it_was_marked(clock: Any) -> None:
    product = make_product()
    FavoriteProduct.objects.create(customer=make_customer(), product=product)
    clock.move_to(NOON + timedelta(days=3))
    rank_all()

    assert places("trending", "trend_score") == [(product.pk, 2)]
    assert shown("trending") == [product.pk]
    assert timezone.localdate().isoformat() == "2026-11-24"
