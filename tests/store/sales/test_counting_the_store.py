"""What the whole store sold: an order counts once, whoever its lines are of."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from store.models import CountedOrder, Order, ProductPeriod, StoreDay, Vendor
from store.orders.moves import move_items
from store.sales.counting import count_all_stale, mark_outdated
from store.sales.figures import VERSION, Figures, Key, with_months
from store.sales.tasks import mark_forgotten_orders
from tests.builders import make_customer, make_order, make_product
from tests.store.sales.raw import assert_figures_are_true

pytestmark = pytest.mark.django_db
NEW_KINDS = ("store", "period")
counted_anew = import_module("store.migrations.0036_count_orders_anew")


def figures(row: Any) -> tuple[Any, ...]:
    return (
        *(row.orders, row.units, row.revenue),
        *(row.refused_units, row.refused_value),
    )


def as_the_release_before(*orders: Order) -> None:
    """Counted, without what that release knew nothing of."""
    count_all_stale()
    for row in CountedOrder.objects.filter(order_id__in=[one.pk for one in orders]):
        row.figures = [key for key in row.figures if key[0] not in NEW_KINDS]
        row.version = 0
        row.save()
    StoreDay.objects.all().delete()
    ProductPeriod.objects.all().delete()


def test_an_order_of_two_vendors_and_the_store_counts_once_in_the_day(
    veras_shop: Vendor, ottos_shop: Vendor
) -> None:
    veras = make_product(vendor=veras_shop, unit_price="2.50")
    ottos = make_product(vendor=ottos_shop, unit_price="4.00")
    own = make_product(unit_price="100.00")
    order = make_order(make_customer(), (veras, 2), (ottos, 1), (own, 1))
    count_all_stale()

    whole, of_the_store = StoreDay.objects.order_by("is_own")

    assert (whole.is_own, of_the_store.is_own) == (False, True)
    assert whole.day == of_the_store.day == order.placed_at.date()
    assert figures(whole) == (1, 4, Decimal("109.00"), 0, 0)
    assert figures(of_the_store) == (1, 1, Decimal("100.00"), 0, 0)


def test_what_is_returned_leaves_the_day_and_the_month_of_its_product() -> None:
    product = make_product(unit_price="3.00")
    order = make_order(make_customer(), (product, 2))
    for to in ("packed", "shipped", "delivered", "returned"):
        move_items(items=order.items.all(), to=to, by=None)
    count_all_stale()

    rows = {row.period: figures(row) for row in ProductPeriod.objects.all()}

    day = order.placed_at.date().isoformat()
    refused = (0, 0, Decimal(0), 2, Decimal("6.00"))
    assert rows == {day: refused, day[:7]: refused}
    assert [figures(row) for row in StoreDay.objects.all()] == [refused, refused]


def test_days_and_months_are_those_of_the_stores_time_zone(settings: Any) -> None:
    settings.TIME_ZONE = "Africa/Algiers"
    order = make_order(make_customer(), (make_product(), 1))
    late = datetime(2026, 10, 31, 23, 30, tzinfo=UTC)
    Order.objects.filter(pk=order.pk).update(placed_at=late)

    count_all_stale()

    periods = ProductPeriod.objects.values_list("period", flat=True)
    assert set(periods) == {"2026-11-01", "2026-11"}


def test_months_are_the_sums_of_the_days_of_a_product() -> None:
    days = {
        Key("period", 7, "2026-11-01"): Figures(1, 2, Decimal(3)),
        Key("period", 7, "2026-11-30"): Figures(1, 5, Decimal(4)),
        Key("period", 8, "2026-11-30"): Figures(1, 1, Decimal(1)),
        Key("store", 0, "2026-11-30"): Figures(2, 6, Decimal(5)),
    }

    assert with_months(days) == {
        **days,
        Key("period", 7, "2026-11"): Figures(2, 7, Decimal(7)),
        Key("period", 8, "2026-11"): Figures(1, 1, Decimal(1)),
    }


def test_orders_that_were_counted_before_are_counted_anew_by_the_migration(
    veras_shop: Vendor,
) -> None:
    order = make_order(make_customer(), (make_product(vendor=veras_shop), 2))
    as_the_release_before(order)

    counted_anew.mark_all(apps, None)
    assert count_all_stale() == 1

    assert_figures_are_true()
    assert StoreDay.objects.get().units == 2


def test_backwards_the_migration_leaves_what_the_code_before_can_count(
    veras_shop: Vendor,
) -> None:
    order = make_order(make_customer(), (make_product(vendor=veras_shop), 2))
    count_all_stale()

    counted_anew.forget_the_new_figures(apps, None)

    kinds = {key[0] for key in CountedOrder.objects.get(pk=order.pk).figures}
    assert kinds == {"day", "product", "customer", "status"}


def test_what_an_older_release_counted_its_way_is_found_and_counted_anew() -> None:
    """A worker of it may still run when the migration is through."""
    orders = [make_order(make_customer(), (make_product(), 2)) for _ in range(2)]
    as_the_release_before(orders[0])
    count_all_stale()

    assert mark_forgotten_orders() == 1
    assert list(CountedOrder.objects.filter(is_stale=True)) == [
        CountedOrder(pk=orders[0].pk)
    ]
    CountedOrder.objects.update(is_stale=True)
    count_all_stale()

    assert mark_outdated() == 0
    assert set(CountedOrder.objects.values_list("version", flat=True)) == {VERSION}


@pytest.mark.parametrize("model", [StoreDay, ProductPeriod])
@pytest.mark.parametrize("lost", [True, False])
def test_check_figures_repairs_the_figures_of_the_store(
    model: Any, lost: bool, capsys: Any
) -> None:
    for _ in range(2):
        make_order(make_customer(), (make_product(), 2))
    count_all_stale()
    if lost:
        model.objects.all().delete()
    else:
        model.objects.update(revenue=1)

    with pytest.raises(CommandError, match="Wrong: "):
        call_command("check_figures")
    call_command("check_figures", "--repair")
    call_command("check_figures")

    assert_figures_are_true()
    said = capsys.readouterr().out
    name = "everything, day" if model is StoreDay else "product "
    assert name in said


def test_more_figures_than_one_statement_takes_are_written_and_repaired() -> None:
    """SQLite refuses more than a thousand ORs."""
    products = [make_product(unit_price="1.00") for _ in range(3)]
    orders = [make_order(make_customer(), *((one, 1) for one in products))]
    count_all_stale()
    row = CountedOrder.objects.get(pk=orders[0].pk)
    day = datetime(2020, 1, 1, tzinfo=UTC)
    row.figures = [
        ["period", product.pk, day.replace(year=year, month=month, day=number)
         .date().isoformat(), 1, 1, "1.00", 0, "0.00"]
        for product in products
        for year in range(2000, 2020)
        for month in range(1, 13)
        for number in range(1, 4)
    ]  # fmt: skip
    row.save()

    call_command("check_figures", "--repair")

    assert_figures_are_true()
