"""`manage.py check_statuses`."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from store.models import Order, StatusChange, VendorOrder
from store.orders.moves import move_items
from tests.architecture.world import everything
from tests.builders import make_order, make_product, make_vendor

pytestmark = pytest.mark.django_db
FINE = "Every status is what its lines make of it.\n"


@pytest.fixture
def order() -> Order:
    """One part packed, one placed; another order that is fine."""
    make_order()
    order = make_order(
        None, (make_product(vendor=make_vendor()), 1), (make_product(), 1)
    )
    move_items(items=order.items.all()[:1], to="packed", by=None)
    return order


def check(*options: str) -> str:
    out = StringIO()
    call_command("check_statuses", *options, stdout=out)
    return out.getvalue()


def refused(*options: str) -> tuple[str, str]:
    out = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("check_statuses", *options, stdout=out)
    return out.getvalue(), str(error.value)


def test_nothing_is_wrong_and_nothing_is_written(order: Order) -> None:
    rows = everything()

    assert check() == check("--repair") == FINE
    assert everything() == rows


def test_drifted_statuses_are_told_and_stay(order: Order) -> None:
    part = order.vendor_orders.get(status="packed")
    VendorOrder.objects.filter(pk=part.pk).update(status="delivered")
    Order.objects.filter(pk=order.pk).update(status="shipped")
    rows = everything()

    assert refused() == (
        f"order {order.pk}: shipped, should be order_placed\n"
        f"vendor order {part.pk}: delivered, should be packed\n",
        "Wrong: 2.",
    )
    assert everything() == rows


def test_drifted_statuses_are_repaired(order: Order) -> None:
    rows = without_moments(everything())
    Order.objects.filter(pk=order.pk).update(status="shipped")

    assert check("--repair") == (
        f"order {order.pk}: shipped, should be order_placed, repaired\n{FINE}"
    )
    assert without_moments(everything()) == rows
    assert check() == FINE


def without_moments(rows: dict[str, Any]) -> dict[str, Any]:
    """Its customer's apps are told of the repair."""
    for order in rows["store.Order"]:
        del order["updated_at"]
    return {**rows, "store.CustomerClock": []}


def test_a_history_that_leads_elsewhere_is_told_and_never_written(order: Order) -> None:
    first, second = order.items.all()
    StatusChange.objects.update(to_status="shipped")
    StatusChange.objects.create(
        item=second, from_status="order_placed", to_status="packed"
    )
    rows = everything()

    assert refused("--repair") == (
        f"history of line {first.pk}: broken, should be packed\n"
        f"history of line {second.pk}: packed, should be order_placed\n",
        "Wrong: 2.",
    )
    assert everything() == rows


def test_many_orders_cost_the_queries_of_two(
    order: Order, django_assert_num_queries: None
) -> None:
    with django_assert_num_queries(4):  # type: ignore[operator]
        check()
    for _ in range(18):
        make_order()
    with django_assert_num_queries(4):  # type: ignore[operator]
        check()
