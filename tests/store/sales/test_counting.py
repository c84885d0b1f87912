"""What vendors sold is counted once, whatever happens to the orders."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from core.privacy.erase import erase_person
from store.models import (
    CountedOrder,
    Order,
    Vendor,
    VendorCustomer,
    VendorDay,
    VendorProduct,
)
from store.orders.moves import cancel_lines, move_items
from store.orders.services import delete_order, write_items
from store.sales.counting import count_all_stale, count_stale, mark_forgotten
from store.shared.errors import StoreError
from tests.builders import (
    make_cart,
    make_customer,
    make_order,
    make_product,
    make_vendor,
)
from tests.store.orders.test_status_properties import act, actions
from tests.store.sales.raw import KINDS, assert_figures_are_true, kept_figures

pytestmark = pytest.mark.django_db


def figures(model: Any, **of: Any) -> tuple[Any, ...]:
    row = model.objects.get(**of)
    return (
        *(row.orders, row.units, row.revenue),
        *(row.refused_units, row.refused_value),
    )


def test_an_order_counts_once_in_the_day_the_products_and_the_customer(
    veras_shop: Vendor, ottos_shop: Vendor
) -> None:
    one = make_product(vendor=veras_shop, unit_price="2.50")
    two = make_product(vendor=veras_shop, unit_price="4.00")
    foreign = make_product(vendor=ottos_shop, unit_price="100.00")
    own = make_product(unit_price="100.00")  # the store's
    order = make_order(make_customer(), (one, 2), (two, 3), (foreign, 1), (own, 1))

    assert count_all_stale() == 1

    whole = (1, 5, Decimal("17.00"), 0, Decimal(0))
    assert figures(VendorDay, vendor=veras_shop) == whole
    assert VendorDay.objects.get(vendor=veras_shop).day == order.placed_at.date()
    assert figures(VendorCustomer, vendor=veras_shop) == whole
    assert figures(VendorProduct, product=one) == (1, 2, Decimal("5.00"), 0, 0)
    assert figures(VendorProduct, product=two) == (1, 3, Decimal("12.00"), 0, 0)
    assert figures(VendorDay, vendor=ottos_shop) == (1, 1, Decimal("100.00"), 0, 0)
    assert not VendorProduct.objects.filter(product=own).exists()
    assert_figures_are_true()


def test_what_is_cancelled_or_returned_moves_to_the_refused(veras_shop: Vendor) -> None:
    product = make_product(vendor=veras_shop, unit_price="3.00")
    other = make_product(vendor=veras_shop, unit_price="1.00")
    order = make_order(make_customer(), (product, 2), (other, 5))
    count_all_stale()
    first, second = order.items.all()

    cancel_lines(order=order, item_ids={first.pk}, until="shipped", by=None)
    assert count_all_stale() == 1
    assert figures(VendorDay) == (1, 5, Decimal("5.00"), 2, Decimal("6.00"))
    for to in ("packed", "shipped", "delivered"):
        move_items(items=[second], to=to, by=None)
    count_all_stale()
    assert figures(VendorDay) == (1, 5, Decimal("5.00"), 2, Decimal("6.00"))
    move_items(items=[second], to="returned", by=None)
    count_all_stale()
    assert figures(VendorDay) == (0, 0, Decimal(0), 7, Decimal("11.00"))
    assert figures(VendorCustomer) == (0, 0, Decimal(0), 7, Decimal("11.00"))


def test_counting_twice_changes_nothing(veras_shop: Vendor) -> None:
    make_order(make_customer(), (make_product(vendor=veras_shop), 2))
    count_all_stale()
    before = [kept_figures(kind) for kind in KINDS]

    assert count_stale() == 0
    CountedOrder.objects.update(is_stale=True)
    assert count_stale() == 1

    assert [kept_figures(kind) for kind in KINDS] == before


def test_the_day_is_that_of_the_stores_time_zone(
    veras_shop: Vendor, settings: Any
) -> None:
    settings.TIME_ZONE = "Africa/Algiers"
    order = make_order(make_customer(), (make_product(vendor=veras_shop), 1))
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    Order.objects.filter(pk=order.pk).update(placed_at=late)

    count_all_stale()

    assert VendorDay.objects.get().day == date(2026, 11, 21)


def test_a_deleted_order_is_taken_out_again(veras_shop: Vendor) -> None:
    order = make_order(make_customer(), (make_product(vendor=veras_shop), 2))
    count_all_stale()

    delete_order(order=order)
    assert count_all_stale() == 1

    assert figures(VendorDay) == (0, 0, Decimal(0), 0, Decimal(0))
    assert_figures_are_true()


def test_lines_written_by_hand_are_counted(veras_shop: Vendor) -> None:
    order = make_order(make_customer(), (make_product(vendor=veras_shop), 2))
    count_all_stale()
    line = order.items.get()
    line.quantity = 5

    write_items(order=order, saved=[line], deleted=[])
    count_all_stale()

    assert figures(VendorDay)[:2] == (1, 5)
    assert_figures_are_true()


def test_a_refused_checkout_leaves_nothing_to_count(
    client_of: Any, alice: Any, veras_shop: Vendor
) -> None:
    cart = make_cart((make_product(vendor=veras_shop, inventory=1), 2))

    answer = client_of(alice).post("/store/orders/", {"cart_id": cart.pk})

    assert answer.status_code == 409
    assert not CountedOrder.objects.exists()


def test_an_order_over_http_is_on_the_dashboard_when_the_request_is_through(
    client_of: Any,
    alice: Any,
    vera: Any,
    veras_shop: Vendor,
    django_capture_on_commit_callbacks: Any,
) -> None:
    cart = make_cart((make_product(vendor=veras_shop, unit_price="2.50"), 2))
    with django_capture_on_commit_callbacks(execute=True):
        client_of(alice).post("/store/orders/", {"cart_id": cart.pk})

    answer = client_of(vera).get(f"/store/vendors/{veras_shop.pk}/dashboard/")

    assert answer.json()["totals"] == {
        "orders": 1,
        "units": 2,
        "revenue": 5.0,
        "customers": 1,
    }


def test_what_an_older_release_placed_is_found_and_counted(veras_shop: Vendor) -> None:
    order = make_order(make_customer(), (make_product(vendor=veras_shop), 2))
    CountedOrder.objects.all().delete()

    assert mark_forgotten(since=order.placed_at) == 1
    assert mark_forgotten(since=order.placed_at) == 0
    count_all_stale()

    assert figures(VendorDay)[:2] == (1, 2)


more_actions = st.one_of(
    actions,
    st.tuples(st.just("count"), st.just(0)),
    st.tuples(st.just("delete"), st.integers(0, 1)),
)


def do(action: tuple[Any, ...]) -> None:
    orders = list(Order.objects.order_by("pk"))
    if action[0] == "count":
        count_all_stale()
    elif action[1] >= len(orders):
        return
    elif action[0] == "delete":
        delete_order(order=orders[action[1]])
    else:
        act(action)


def test_figures_equal_the_raw_ones_after_any_sequence_of_changes() -> None:
    vendors = [make_vendor(), make_vendor(), None]
    products = [make_product(vendor=shop, unit_price="3.33") for shop in vendors]
    products.append(make_product(vendor=vendors[0], unit_price="0.07"))
    for quantity in (1, 2):
        make_order(make_customer(), *((product, quantity) for product in products))
    earlier = Order.objects.earliest("pk").placed_at - timedelta(days=40)
    Order.objects.filter(pk=Order.objects.earliest("pk").pk).update(placed_at=earlier)

    @settings(max_examples=60, deadline=None, derandomize=True)
    @given(st.lists(more_actions, max_size=12))
    def run(sequence: list[tuple[Any, ...]]) -> None:
        with transaction.atomic():
            for action in sequence:
                with suppress(StoreError):
                    do(action)
            count_all_stale()
            assert_figures_are_true()
            call_command("check_figures")
            transaction.set_rollback(True)

    run()


def break_something(kind: str) -> None:
    if kind == "row":
        VendorDay.objects.update(units=999)
    elif kind == "lost row":
        VendorProduct.objects.all().delete()
    elif kind == "extra row":
        row = VendorCustomer.objects.earliest("pk")
        VendorCustomer.objects.filter(pk=row.pk).update(customer=make_customer())
    elif kind == "line":
        order = Order.objects.earliest("pk")
        order.items.update(quantity=9)
    elif kind == "forgotten":
        CountedOrder.objects.all().delete()
    elif kind == "gone":
        Order.objects.earliest("pk").delete()
    else:
        CountedOrder.objects.update(is_stale=True)


@pytest.mark.parametrize(
    "kind", ["row", "lost row", "extra row", "line", "forgotten", "gone", "waiting"]
)
def test_check_figures_finds_and_repairs(
    kind: str, veras_shop: Vendor, capsys: Any
) -> None:
    for quantity in (1, 2):
        make_order(make_customer(), (make_product(vendor=veras_shop), quantity))
    count_all_stale()
    call_command("check_figures")
    break_something(kind)

    with pytest.raises(CommandError, match="Wrong: "):
        call_command("check_figures")
    call_command("check_figures", "--repair")
    call_command("check_figures")

    assert_figures_are_true()
    assert "should be" in capsys.readouterr().out


def test_a_person_who_is_erased_stays_in_the_figures_without_a_name(
    client_of: Any, vera: Any, veras_shop: Vendor
) -> None:
    customer = make_customer("zubaida", first_name="Zubaida")
    make_order(customer, (make_product(vendor=veras_shop), 2))
    count_all_stale()

    erase_person(user=get_user_model().objects.get(username="zubaida"))

    url = f"/store/vendors/{veras_shop.pk}/customers/"
    [row] = client_of(vera).get(url).json()["results"]
    assert (row["name"], row["units"]) == ("", 2)
