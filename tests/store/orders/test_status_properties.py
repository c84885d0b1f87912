"""Whatever happens to orders, in whatever order: statuses, stock and histories agree."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import given, settings
from hypothesis import strategies as st

from store.models import Order, OrderItem, Product, VendorOrder
from store.orders.choices import OrderStatus
from store.orders.drift import find_faults
from store.orders.moves import advance_part, cancel_lines, move_items
from store.orders.status import derive_status
from store.shared.errors import StoreError
from tests.architecture.world import everything
from tests.builders import make_customer, make_order, make_product, make_vendor

pytestmark = pytest.mark.django_db
STOCK = 50
STATUSES = [str(status) for status in OrderStatus]
# Towards the end more often than not, or most lines would never get far.
targets = st.sampled_from([*STATUSES, "packed", "shipped", "delivered", "packed"])
numbers = st.sets(st.integers(0, 3), min_size=1)
orders = st.integers(0, 1)
actions = st.one_of(
    st.tuples(st.just("move"), orders, numbers, targets),
    st.tuples(st.just("advance"), orders, st.integers(0, 2)),
    st.tuples(
        st.just("cancel"),
        orders,
        st.none() | numbers,
        st.sampled_from(["packed", "shipped"]),
    ),
)


def act(action: tuple[Any, ...]) -> None:
    name, number, *rest = action
    order = Order.objects.order_by("pk")[number]
    items = list(order.items.all())
    if name == "advance":
        advance_part(part=order.vendor_orders.all()[rest[0]], by=None)
        return
    chosen = None if rest[0] is None else [items[index] for index in rest[0]]
    if name == "move":
        move_items(items=chosen or [], to=rest[1], by=None)
    else:
        ids = None if chosen is None else {item.pk for item in chosen}
        cancel_lines(order=order, item_ids=ids, until=rest[1], by=None)


def check_statuses() -> None:
    for whole in (*Order.objects.all(), *VendorOrder.objects.all()):
        lines = list(whole.items.values_list("status", flat=True))
        assert whole.status == derive_status(lines)


def check_stock() -> None:
    for product in Product.objects.all():
        held = OrderItem.objects.filter(product=product).exclude(status="cancelled")
        sold = held.aggregate(total=Sum("quantity"))["total"] or 0
        assert product.inventory + sold == STOCK


def check_histories() -> None:
    for item in OrderItem.objects.all():
        path = ["order_placed"]
        for step in item.status_changes.order_by("pk"):
            assert step.from_status == path[-1]
            path.append(step.to_status)
        assert path[-1] == item.status
        assert len(set(path)) == len(path)


def test_statuses_stock_and_histories_agree_after_any_sequence() -> None:
    vendors = [make_vendor(), make_vendor(), None]
    products = [make_product(vendor=shop, inventory=STOCK) for shop in vendors]
    products.append(make_product(vendor=vendors[0], inventory=STOCK))
    customer = make_customer()
    for quantity in (1, 2):
        make_order(customer, *((product, quantity) for product in products))

    @settings(max_examples=60, deadline=None, derandomize=True)
    @given(st.lists(actions, max_size=12))
    def run(sequence: list[tuple[Any, ...]]) -> None:
        with transaction.atomic():
            for action in sequence:
                before = everything()
                try:
                    act(action)
                except StoreError:
                    assert everything() == before
                check_statuses()
                check_stock()
                check_histories()
            assert list(find_faults()) == []
            transaction.set_rollback(True)

    run()
