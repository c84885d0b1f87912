"""Pairs counted at once, and while people order: none is lost. With a control."""

from __future__ import annotations

from functools import partial
from threading import Event
from typing import Any

import pytest

from store.models import BoughtTogether, PairedProduct, Product
from store.orders.checkout import place_order
from store.orders.moves import move_items
from store.recommendations import counting
from store.recommendations.counting import baskets_of, count_all_stale, count_stale
from tests.builders import make_cart, make_customer, make_order, make_product
from tests.races.together import together
from tests.store.recommendations.pairing import both_ways, pairs

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.mariadb]
ROUNDS = 3


def errors(results: list[Any]) -> list[Any]:
    return [result for result in results if isinstance(result, Exception)]


def test_checkouts_cancellations_and_counts_at_once_leave_true_pairs() -> None:
    one, two = make_product(inventory=1000), make_product(inventory=1000)
    kept = 0
    for _ in range(ROUNDS):
        undone = make_order(None, (one, 1), (two, 1))
        results = together(
            *(
                partial(
                    place_order,
                    cart_id=make_cart((one, 1), (two, 1)).pk,
                    customer=make_customer(),
                )
                for _ in range(3)
            ),
            partial(
                move_items, items=list(undone.items.all()), to="cancelled", by=None
            ),
            count_all_stale,
            count_all_stale,
        )
        kept += 3
        assert errors(results) == []
        count_all_stale()
        assert pairs() == both_ways(one, two, kept)


def count_twice_while_somebody_orders(monkeypatch: pytest.MonkeyPatch) -> Product:
    """Who counts first reads the orders, then waits for one more and who counts it."""
    one, two = make_product(), make_product()
    for _ in range(2):
        make_order(None, (one, 1), (two, 1))
    count_all_stale()
    PairedProduct.objects.update(is_stale=True)
    has_read, may_write = Event(), Event()

    def slowly(customers: Any) -> Any:
        baskets = baskets_of(customers)
        if not has_read.is_set():
            has_read.set()
            may_write.wait(timeout=2)
        return baskets

    def order_and_count() -> None:
        has_read.wait(timeout=10)
        cart = make_cart((one, 1), (two, 1))
        place_order(cart_id=cart.pk, customer=make_customer())
        count_all_stale()
        may_write.set()

    monkeypatch.setattr(counting, "baskets_of", slowly)
    assert errors(together(count_stale, order_and_count)) == []
    return one


def test_who_counts_second_waits_and_its_order_is_not_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one = count_twice_while_somebody_orders(monkeypatch)

    assert BoughtTogether.objects.get(product=one).customers == 3


def test_control_without_the_lock_the_newer_count_is_written_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(counting, "lock_counter", lambda: None)

    one = count_twice_while_somebody_orders(monkeypatch)

    assert not PairedProduct.objects.filter(is_stale=True).exists()
    assert BoughtTogether.objects.get(product=one).customers == 2
