"""`/store/products/best-sellers/`: by units sold within a window."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from rest_framework.test import APIClient

from store.models import ProductRank
from store.orders.moves import move_items
from store.rankings.services import rank_all, refresh
from store.sales.counting import count_all_stale
from tests.builders import make_delivered, make_order, make_product
from tests.store.rankings.making import places, sell, shown

pytestmark = pytest.mark.django_db


def test_who_sold_most_units_is_first_and_of_equals_the_newer_product() -> None:
    a, b, c, unsold = (make_product() for _ in range(4))
    sell(a, 2)
    sell(b, 3)
    sell(a, 1)
    sell(c, 5)
    rank_all()

    assert places("best-sellers", "sold") == [(c.pk, 5), (b.pk, 3), (a.pk, 3)]
    assert not ProductRank.objects.filter(product=unsold).exists()


def test_cancelled_and_returned_lines_do_not_count() -> None:
    kept, cancelled, returned = (make_product() for _ in range(3))
    sell(kept, 1)
    gone = sell(cancelled, 9)
    sell(cancelled, 2)
    back = make_delivered(None, (returned, 7))
    move_items(items=gone.items.all(), to="cancelled", by=None)
    move_items(items=back.items.all(), to="returned", by=None)
    count_all_stale()
    rank_all()

    assert places("best-sellers", "sold") == [(cancelled.pk, 2), (kept.pk, 1)]


def test_each_window_ends_today_and_holds_so_many_days() -> None:
    with time_machine.travel(datetime(2026, 11, 21, 0, 1, tzinfo=UTC), tick=False):
        by_age = {ago: make_product() for ago in (0, 6, 7, 29, 30, 89, 90)}
        for ago, product in by_age.items():
            sell(product, 1, ago=ago)
        rank_all()

        windows = {days: set(shown("best-sellers", days=days)) for days in (7, 30, 90)}
        assert windows == {
            7: {by_age[ago].pk for ago in (0, 6)},
            30: {by_age[ago].pk for ago in (0, 6, 7, 29)},
            90: {by_age[ago].pk for ago in (0, 6, 7, 29, 30, 89)},
        }
        assert set(shown("best-sellers")) == windows[30]


def test_a_sale_falls_out_of_the_window_when_the_day_ends() -> None:
    midnight = datetime(2026, 11, 22, tzinfo=UTC)
    product = make_product()
    with time_machine.travel(midnight - timedelta(seconds=1), tick=False):
        sell(product, 3, ago=6)
        refresh()
        assert places("best-sellers", "sold", days=7) == [(product.pk, 3)]
    with time_machine.travel(midnight, tick=False):
        refresh()
        assert places("best-sellers", "sold", days=7) == []
        assert places("best-sellers", "sold", days=30) == [(product.pk, 3)]


@pytest.mark.parametrize("days", ["8", "0", "-7", "30.0", "abc", "", "7,30", "9" * 40])
def test_another_window_is_refused(days: str) -> None:
    answer = APIClient().get("/store/products/best-sellers/", {"days": days})

    assert answer.status_code == 400
    assert list(answer.json()) == ["days", "code"]


def test_an_order_counts_as_soon_as_it_is_counted(
    django_capture_on_commit_callbacks: Any,
) -> None:
    """Without waiting for the next run: whoever counts says what was sold."""
    product = make_product()
    with django_capture_on_commit_callbacks(execute=True):
        order = make_order(None, (product, 4))
    assert places("best-sellers", "sold") == [(product.pk, 4)]

    with django_capture_on_commit_callbacks(execute=True):
        move_items(items=order.items.all(), to="cancelled", by=None)
    assert places("best-sellers", "sold") == []
