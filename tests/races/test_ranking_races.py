"""Two who rank at once, and readers who are counted at once. With controls."""

from __future__ import annotations

from functools import partial
from threading import Event
from time import sleep
from typing import Any

import pytest
from django.utils import timezone

from store.insights import readers, recording
from store.insights.recording import record_seen
from store.insights.seen import Key, Kind, Seen
from store.models import Product, ProductRank, ProductViewDay, RankingState
from store.rankings import services
from store.rankings.scores import trend_of
from store.rankings.services import rank_all, rank_products
from tests.builders import make_product, make_user
from tests.races.together import together
from tests.store.rankings.making import rate, sell, view

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.mariadb]


def rank_while_it_changes(monkeypatch: pytest.MonkeyPatch) -> float:
    """One has read and not yet written when a view comes and another ranks; the trend."""
    product = make_product()
    view(product, 1)
    has_read, real = Event(), services.read_activity

    def slowly(keys: Any, **more: Any) -> Any:
        found = real(keys, **more)
        if not has_read.is_set():
            has_read.set()
            sleep(0.7)
        return found

    def see_and_rank() -> None:
        assert has_read.wait(timeout=10)
        ProductViewDay.objects.update(readers=5)
        rank_products(product_ids=[product.pk])

    monkeypatch.setattr(services, "read_activity", slowly)
    answers = together(partial(rank_products, product_ids=[product.pk]), see_and_rank)
    assert answers == [1, None]
    heat = ProductRank.objects.get().heat
    assert heat is not None
    return trend_of(heat, today=timezone.localdate())


def test_who_reads_first_does_not_write_last(monkeypatch: pytest.MonkeyPatch) -> None:
    assert rank_while_it_changes(monkeypatch) == 5


def test_control_without_the_lock_the_older_figure_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(services, "lock_state", RankingState)

    assert rank_while_it_changes(monkeypatch) == 1


def test_whole_runs_and_single_ones_at_once_come_to_the_same() -> None:
    products = [make_product() for _ in range(6)]
    for number, product in enumerate(products):
        sell(product, number + 1)
        rate(product, "4.00", number + 1)
    RankingState.objects.all().delete()
    ProductRank.objects.all().delete()
    keys = [product.pk for product in products]

    answers = together(*[rank_all] * 3, *[partial(rank_products, product_ids=keys)] * 3)

    assert answers == [6] * 6
    ranks = ProductRank.objects.order_by("pk").values_list("sold_30", "stars")
    assert list(ranks) == [(number + 1, 4) for number in range(6)]
    assert RankingState.objects.count() == 1


def read_at_once(products: list[Product]) -> list[Any]:
    users = [make_user() for _ in range(6)]
    now = timezone.now()

    def look(user: Any) -> None:
        seen = {Key(user.pk, Kind.VIEWED, one.pk): Seen(now) for one in products}
        record_seen(user_id=user.pk, entries=seen)

    return together(*[partial(look, user) for user in users])


def test_readers_of_the_same_products_are_all_counted() -> None:
    products = [make_product() for _ in range(3)]
    for round_number in (1, 2):
        assert read_at_once(products) == [None] * 6
        found = ProductViewDay.objects.values_list("readers", flat=True)
        assert list(found) == [6 * round_number] * 3


def test_control_a_count_that_is_read_and_written_back_loses_some(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    product = make_product()
    ProductViewDay.objects.create(product=product, day=timezone.localdate())

    def read_and_write(first: Any) -> None:
        rows = list(ProductViewDay.objects.all())
        sleep(0.3)
        for row in rows:
            row.readers += len(first)
            row.save()

    assert readers.count_readers is recording.count_readers
    monkeypatch.setattr(recording, "count_readers", read_and_write)
    read_at_once([product])

    assert ProductViewDay.objects.get().readers < 6
