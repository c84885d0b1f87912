"""Moving lines: what is written with it, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from store.models import Order, StatusChange, VendorOrder
from store.orders.errors import IllegalStep, LineAlreadyMoved, OrderAlreadyMoved
from store.orders.moves import advance_part, move_items
from store.orders.services import delete_order, write_items
from store.signals import items_moved
from tests.architecture.world import everything
from tests.builders import make_order, make_product

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard() -> Iterator[list[dict[str, Any]]]:
    calls: list[dict[str, Any]] = []

    def listen(sender: type, **kwargs: Any) -> None:
        calls.append({key: kwargs[key] for key in ("order", "item_ids", "to", "by")})

    items_moved.connect(listen)
    yield calls
    items_moved.disconnect(listen)


@pytest.fixture
def order(alice: Any, veras_shop: Any, ottos_shop: Any) -> Order:
    """Two lines of vera's, one of otto's."""
    return make_order(
        alice.customer,
        (make_product("One", vendor=veras_shop, inventory=10), 2),
        (make_product("Two", vendor=veras_shop, inventory=10), 3),
        (make_product("Three", vendor=ottos_shop, inventory=10), 4),
    )


def move(order: Order, numbers: list[int], *steps: str, by: Any = None) -> None:
    lines = list(order.items.all())
    for to in steps:
        move_items(items=[lines[number] for number in numbers], to=to, by=by)


def state(order: Order) -> tuple[list[str], list[str], str]:
    """Of the lines, of the parts, of the order."""
    order.refresh_from_db()
    return (
        [item.status for item in order.items.all()],
        [part.status for part in order.vendor_orders.all()],
        order.status,
    )


def left(order: Order) -> list[int]:
    return [item.product.inventory for item in order.items.select_related("product")]


def test_a_new_order_is_placed_at_every_level(order: Order) -> None:
    placed = "order_placed"

    assert state(order) == ([placed] * 3, [placed] * 2, placed)
    assert not StatusChange.objects.exists()


def test_a_move_writes_lines_part_order_and_history(order: Order, sam: Any) -> None:
    move(order, [0, 1], "packed", "shipped", by=sam)

    assert state(order) == (
        ["shipped", "shipped", "order_placed"],
        ["shipped", "order_placed"],
        "shipped",
    )
    one, two, three = order.items.all()
    steps = [("order_placed", "packed", sam.pk), ("packed", "shipped", sam.pk)]
    for line in (one, two):
        changes = line.status_changes.values_list("from_status", "to_status", "by")
        assert list(changes) == steps
    assert not three.status_changes.exists()
    assert left(order) == [8, 7, 6]


def test_the_part_of_another_vendor_waits_for_nobody(order: Order) -> None:
    move(order, [2], "packed", "shipped", "delivered")

    assert state(order)[1:] == (["order_placed", "delivered"], "shipped")
    open_parts = VendorOrder.objects.open()
    assert [part.vendor_id for part in open_parts] == [order.items.first().vendor_id]


def test_cancelling_and_returning_bring_the_stock_back(order: Order) -> None:
    move(order, [0], "cancelled")
    move(order, [1], "packed", "cancelled")
    move(order, [2], "packed", "shipped", "delivered", "returned")

    assert left(order) == [10, 10, 10]
    assert state(order)[1:] == (["cancelled", "returned"], "returned")


@pytest.mark.parametrize(
    ("before", "to", "legal"),
    [
        ([], "shipped", ["packed", "cancelled"]),
        ([], "order_placed", ["packed", "cancelled"]),
        (["packed"], "packed", ["shipped", "cancelled"]),
        (["packed"], "order_placed", ["shipped", "cancelled"]),
        (["packed", "shipped"], "cancelled", ["delivered"]),
        (["packed", "shipped", "delivered"], "shipped", ["returned"]),
        (["packed", "shipped", "delivered", "returned"], "delivered", []),
        (["cancelled"], "cancelled", []),
        (["cancelled"], "packed", []),
    ],
)
def test_an_illegal_step_names_the_legal_ones_and_changes_nothing(
    order: Order,
    before: list[str],
    to: str,
    legal: list[str],
    heard: list[Any],
    django_capture_on_commit_callbacks: Any,
) -> None:
    move(order, [0], *before)
    rows = everything()

    with (
        django_capture_on_commit_callbacks(execute=True),
        pytest.raises(IllegalStep) as refusal,
    ):
        move(order, [0], to)

    first = order.items.first()
    assert refusal.value.code == "illegal_step"
    assert refusal.value.extra == {
        "legal": legal,
        "lines": [{"id": first.pk, "title": "One", "status": first.status}],
    }
    assert everything() == rows
    assert heard == []


def test_one_line_that_cannot_stops_them_all(order: Order) -> None:
    move(order, [1], "packed")
    rows = everything()

    with pytest.raises(IllegalStep):
        move(order, [0, 1], "packed")

    assert everything() == rows


def test_what_the_rows_say_counts_and_not_what_the_caller_read(order: Order) -> None:
    stale = list(order.items.all())
    move(order, [0], "packed")

    with pytest.raises(IllegalStep):
        move_items(items=stale[:1], to="packed", by=None)

    assert StatusChange.objects.count() == 1


def test_a_line_that_is_gone_is_refused(order: Order) -> None:
    lines = list(order.items.all())
    order.items.last().delete()

    with pytest.raises(IllegalStep):
        move_items(items=lines, to="packed", by=None)

    assert not StatusChange.objects.exists()


def test_a_move_is_announced_after_the_commit(
    order: Order,
    sam: Any,
    heard: list[Any],
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        move(order, [0, 1], "packed", by=sam)
        assert heard == []

    ids = list(order.items.values_list("pk", flat=True)[:2])
    assert heard == [{"order": order, "item_ids": ids, "to": "packed", "by": sam}]


def test_a_user_that_was_never_saved_is_nobody(order: Order) -> None:
    move(order, [0], "packed", by=get_user_model()(is_staff=True))

    assert StatusChange.objects.get().by is None


def test_the_history_outlives_who_made_it(order: Order, sam: Any) -> None:
    move(order, [0], "packed", by=sam)
    sam.delete()

    assert StatusChange.objects.get().by is None


def test_a_part_advances_from_its_last_line(order: Order, sam: Any) -> None:
    move(order, [0], "packed")
    part = order.vendor_orders.first()
    seen = []
    for _ in range(3):
        advance_part(part=VendorOrder.objects.get(pk=part.pk), by=sam)
        seen.append(state(order)[0][:2])

    assert seen == [["packed"] * 2, ["shipped"] * 2, ["delivered"] * 2]
    with pytest.raises(IllegalStep):
        advance_part(part=VendorOrder.objects.get(pk=part.pk), by=sam)
    assert state(order)[0] == ["delivered", "delivered", "order_placed"]


def test_the_stock_of_cancelled_lines_comes_back_once_though_the_order_is_deleted(
    order: Order,
) -> None:
    products = [item.product for item in order.items.all()]
    move(order, [0], "cancelled")

    delete_order(order=order)

    for product in products:
        product.refresh_from_db()
        assert product.inventory == 10


@pytest.mark.parametrize(
    "steps",
    [
        ["packed", "shipped"],
        ["packed", "shipped", "delivered"],
        ["packed", "shipped", "delivered", "returned"],
    ],
)
def test_an_order_of_which_something_was_shipped_is_not_deleted(
    client_of: Any, staff: Any, order: Order, steps: list[str]
) -> None:
    move(order, [0], *steps)
    rows = everything()

    with pytest.raises(OrderAlreadyMoved):
        delete_order(order=order)
    response = client_of(staff).delete(f"/store/orders/{order.pk}/")

    assert (response.status_code, response.json()["code"]) == (405, "order_shipped")
    assert everything() == rows


def test_lines_that_moved_are_not_rewritten_by_hand(order: Order) -> None:
    stale = order.items.first()
    move(order, [0], "cancelled")
    stale.quantity = 7
    rows = everything()

    for saved, deleted in (([stale], []), ([], [stale])):
        with pytest.raises(LineAlreadyMoved):
            write_items(order=order, saved=saved, deleted=deleted)

    assert everything() == rows


def test_a_line_written_by_hand_counts_for_its_part_and_the_order(order: Order) -> None:
    move(order, [0, 1, 2], "packed", "shipped", "delivered")
    product = make_product(inventory=5)
    line = order.items.model(order=order, product=product, quantity=2)

    write_items(order=order, saved=[line], deleted=[])

    assert state(order)[1:] == (["delivered", "delivered", "order_placed"], "shipped")


def test_a_payment_that_was_read_before_a_move_does_not_undo_it(
    client_of: Any, staff: Any, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    from store.payments.serializers import SetPaymentStatusSerializer

    validate = SetPaymentStatusSerializer.is_valid

    def move_meanwhile(self: Any, **kwargs: Any) -> bool:
        move(order, [0, 1, 2], "packed")
        return validate(self, **kwargs)

    monkeypatch.setattr(SetPaymentStatusSerializer, "is_valid", move_meanwhile)
    client_of(staff).patch(f"/store/orders/{order.pk}/", {"payment_status": "C"})

    order.refresh_from_db()
    assert (order.payment_status, order.status) == ("C", "packed")
