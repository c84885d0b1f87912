"""How many readers a product has on a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from store.insights.recording import READERS_DAYS, delete_old_history
from store.models import ProductViewDay
from tests.builders import make_product
from tests.store.insights.seeing import client_for, look, write_down

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 11, 21, 23, 59, 59, tzinfo=UTC)


def readers() -> list[tuple[int, date, int]]:
    rows = ProductViewDay.objects.order_by("day", "product")
    return list(rows.values_list("product_id", "day", "readers"))


def test_a_reader_counts_once_a_day_however_often_they_come_back(
    alice: Any, bob: Any
) -> None:
    product, other = make_product(), make_product()
    today = date(2026, 11, 21)
    with time_machine.travel(NIGHT, tick=False):
        look(alice, product, product)
        write_down()
        look(alice, product, other)
        look(bob, product)
        write_down()
    assert readers() == [(product.pk, today, 2), (other.pk, today, 1)]

    with time_machine.travel(NIGHT + timedelta(seconds=1), tick=False):
        look(alice, product)
        write_down()
    assert readers()[2:] == [(product.pk, today + timedelta(days=1), 1)]


def test_who_wants_no_history_is_not_counted(alice: Any) -> None:
    product = make_product()
    client_for(alice).patch("/store/customers/me/", {"tracks_history": False})

    look(alice, product)
    client_for(None).get(f"/store/products/{product.pk}/")
    write_down()

    assert readers() == []


def test_who_clears_the_history_leaves_a_number_that_says_nothing_of_them(
    alice: Any,
) -> None:
    product = make_product()
    look(alice, product)
    write_down()

    client_for(alice).delete("/store/customers/me/history/")

    assert [count for *_, count in readers()] == [1]


def test_a_view_that_was_written_late_counts_on_its_own_day(alice: Any) -> None:
    product = make_product()
    with time_machine.travel(NIGHT, tick=False):
        look(alice, product)
    with time_machine.travel(NIGHT + timedelta(hours=1), tick=False):
        write_down()

    assert readers() == [(product.pk, date(2026, 11, 21), 1)]


def test_days_are_those_of_the_store(alice: Any, settings: Any) -> None:
    settings.TIME_ZONE = "Africa/Algiers"
    with time_machine.travel(NIGHT, tick=False):
        look(alice, make_product())
        write_down()

    assert [day for _, day, _ in readers()] == [date(2026, 11, 22)]


def test_old_days_are_forgotten() -> None:
    product = make_product()
    with time_machine.travel(NIGHT, tick=False):
        for ago in (READERS_DAYS, READERS_DAYS + 1):
            ProductViewDay.objects.create(
                product=product, day=NIGHT.date() - timedelta(days=ago), readers=1
            )

        assert delete_old_history() == 1

    assert [NIGHT.date() - day for _, day, _ in readers()] == [
        timedelta(days=READERS_DAYS)
    ]
