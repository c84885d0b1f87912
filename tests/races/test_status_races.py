"""Moves at once: one of two equal ones wins, and no status drifts. With controls."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Any

import pytest
from rest_framework.test import APIClient

from store.models import Order, OrderItem, StatusChange
from store.orders import moves
from store.orders.errors import IllegalStep
from store.orders.moves import advance_part, move_items
from store.orders.status import derive_status
from tests.builders import make_order, make_product, make_user, make_vendor
from tests.races.together import together

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 8


def kinds(results: list[Any]) -> Counter[str]:
    return Counter(type(result).__name__ for result in results)


def drifted() -> list[Any]:
    """Parts and orders whose status is not what their lines make of it."""
    wholes = [
        *Order.objects.all(),
        *(p for o in Order.objects.all() for p in o.vendor_orders.all()),
    ]
    return [
        whole
        for whole in wholes
        if whole.status != derive_status([item.status for item in whole.items.all()])
    ]


def cancel_at_once(product: Any) -> list[Any]:
    order = make_order(None, (product, 3))
    items = list(order.items.all())
    return together(*[partial(move_items, items=items, to="cancelled", by=None)] * 4)


def lock_nothing(monkeypatch: pytest.MonkeyPatch, model: Any) -> None:
    monkeypatch.setattr(
        type(model.objects.all()), "select_for_update", lambda self, **options: self
    )


def test_of_equal_moves_at_once_one_wins_and_stock_comes_back_once() -> None:
    product = make_product(inventory=100)
    for _ in range(ROUNDS):
        results = cancel_at_once(product)

        assert kinds(results) == {"NoneType": 1, "IllegalStep": 3}
    product.refresh_from_db()
    assert product.inventory == 100
    assert StatusChange.objects.count() == ROUNDS


def test_the_conditional_update_alone_keeps_stock_from_coming_back_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The second line of defence: the locks are gone, the update still refuses."""
    lock_nothing(monkeypatch, OrderItem)
    lock_nothing(monkeypatch, Order)
    product = make_product(inventory=100)
    for _ in range(ROUNDS):
        assert kinds(cancel_at_once(product))["NoneType"] == 1
    product.refresh_from_db()
    assert product.inventory == 100


@pytest.mark.mariadb
def test_without_both_stock_comes_back_more_than_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The control: read, look, write."""

    def write(*, lines: list[OrderItem], to: str) -> None:
        for line in lines:
            OrderItem.objects.filter(pk=line.pk).update(status=to)
            line.status = to

    lock_nothing(monkeypatch, OrderItem)
    lock_nothing(monkeypatch, Order)
    monkeypatch.setattr(moves, "set_statuses", write)
    product = make_product(inventory=100)
    for _ in range(ROUNDS):
        cancel_at_once(product)

    product.refresh_from_db()
    assert product.inventory > 100


def deliver_lines_at_once(rounds: int) -> list[Any]:
    """Each line of an order by a connection of its own."""
    shop = make_vendor()
    results = []
    for _ in range(rounds):
        order = make_order(None, *[(make_product(vendor=shop), 1) for _ in range(4)])
        items = list(order.items.all())
        for to in ("packed", "shipped"):
            move_items(items=items, to=to, by=None)
        results += together(
            *[
                partial(move_items, items=[item], to="delivered", by=None)
                for item in items
            ]
        )
    return results


def test_lines_moved_at_once_leave_no_status_behind() -> None:
    assert kinds(deliver_lines_at_once(ROUNDS)) == {"NoneType": 4 * ROUNDS}
    assert drifted() == []
    assert set(Order.objects.values_list("status", flat=True)) == {"delivered"}


@pytest.mark.mariadb
def test_without_the_lock_on_the_order_statuses_drift(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The control: each sees the lines of the others as they were."""
    lock_nothing(monkeypatch, OrderItem)
    lock_nothing(monkeypatch, Order)

    deliver_lines_at_once(ROUNDS)

    assert drifted()


def test_two_clicks_on_advance_are_one_step() -> None:
    for _ in range(ROUNDS):
        order = make_order(None, *[(make_product(), 1) for _ in range(2)])
        [part] = order.vendor_orders.prefetch_related("items")

        results = together(*[partial(advance_part, part=part, by=None)] * 2)

        assert kinds(results) == {"NoneType": 1, "IllegalStep": 1}
        order.refresh_from_db()
        assert order.status == "packed"
    assert drifted() == []


def test_a_cancel_and_a_shipment_at_once_exclude_each_other() -> None:
    product = make_product(inventory=100)
    for _ in range(ROUNDS):
        order = make_order(None, (product, 1))
        items = list(order.items.all())
        move_items(items=items, to="packed", by=None)

        results = together(
            partial(move_items, items=items, to="cancelled", by=None),
            partial(move_items, items=items, to="shipped", by=None),
        )

        assert kinds(results) == {"NoneType": 1, "IllegalStep": 1}
        assert isinstance(results[0] or results[1], IllegalStep)
    product.refresh_from_db()
    cancelled = OrderItem.objects.filter(status="cancelled").count()
    assert product.inventory == 100 - ROUNDS + cancelled
    assert drifted() == []


def test_a_customer_who_cancels_while_the_vendor_packs_wins_or_is_too_late() -> None:
    product = make_product(inventory=100, vendor=make_vendor())
    packer = make_user(is_staff=True)
    for _ in range(ROUNDS):
        order = make_order(None, (product, 1))
        part, item = order.vendor_orders.get(), order.items.get()
        line = f"/store/vendors/{part.vendor_id}/orders/{part.pk}/items/{item.pk}/"

        cancelled, packed = together(
            partial(send, "post", f"/store/orders/{order.pk}/cancel/", order.customer),
            partial(send, "patch", line, packer.customer),
        )

        assert (cancelled, packed) in {(200, 400), (409, 200)}
        item.refresh_from_db()
        assert item.status == ("cancelled" if cancelled == 200 else "packed")
    product.refresh_from_db()
    back = OrderItem.objects.filter(status="cancelled").count()
    assert product.inventory == 100 - ROUNDS + back
    assert drifted() == []


def send(verb: str, url: str, customer: Any) -> int:
    client = APIClient()
    client.force_authenticate(user=customer.user)
    body = {"status": "packed"} if verb == "patch" else {}
    return getattr(client, verb)(url, body, format="json").status_code


def test_two_clicks_on_cancel_put_the_stock_back_once() -> None:
    product = make_product(inventory=100)
    for _ in range(ROUNDS):
        order = make_order(None, (product, 3))
        url = f"/store/orders/{order.pk}/cancel/"

        answers = together(*[partial(send, "post", url, order.customer)] * 3)

        assert sorted(answers) == [200, 409, 409]
    product.refresh_from_db()
    assert product.inventory == 100
