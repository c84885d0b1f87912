"""`/store/reports/…`: what the whole store sold, for its staff."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from store.models import Order, Product, Vendor
from store.orders.moves import move_items
from store.sales.counting import count_all_stale
from store.sales.report_serializers import AVERAGED, REPORT, ROWS, SUMMARY
from tests.builders import make_collection, make_customer, make_order, make_product

pytestmark = pytest.mark.django_db
NOTHING = dict.fromkeys(AVERAGED, 0)
KINDS = ["sales", "best-sellers", "vendors", "collections"]


def sell(day: str, *lines: tuple[Product, int], customer: Any = None) -> Order:
    order = make_order(customer or make_customer(), *lines)
    at = datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC)
    Order.objects.filter(pk=order.pk).update(placed_at=at)
    return order


def figures(
    orders: int, units: int, revenue: float, refused: int = 0, value: float = 0
):
    return {
        "orders": orders,
        "units": units,
        "revenue": revenue,
        "refused_units": refused,
        "refused_value": value,
    }


@pytest.fixture
def read(client_of: Any, staff: Any) -> Any:
    def get(name: str, **params: Any) -> dict[str, Any]:
        count_all_stale()
        answer = client_of(staff).get(f"/store/reports/{name}/", params)
        assert answer.status_code == 200, answer.content
        return answer.json()

    return get


def test_the_summary_has_each_period_customers_and_what_is_open(read: Any) -> None:
    mango = make_product(unit_price="3.00")
    ann, ben = make_customer(), make_customer()
    today = timezone.localdate()
    last_month = today.replace(day=1) - timedelta(days=1)
    long_ago = today - timedelta(days=100)
    sell(today.isoformat(), (mango, 1), customer=ann)
    sell(today.isoformat(), (mango, 2), customer=ann)
    sell(last_month.isoformat(), (mango, 3), customer=ben)
    gone = sell(long_ago.isoformat(), (mango, 4))
    move_items(items=gone.items.all(), to="cancelled", by=None)

    shown = read("summary")

    assert list(shown) == list(SUMMARY)
    both = {**figures(2, 3, 9.0), "average_order_value": 4.5}
    assert shown["today"] == shown["this_month"] == both
    before = {**figures(1, 3, 9.0), "average_order_value": 9.0}
    assert shown["last_month"] == before
    ever = {**figures(3, 6, 18.0, 4, 12.0), "average_order_value": 6.0}
    assert shown["total"] == ever
    assert (shown["customers"], shown["open_orders"]) == (2, 3)
    assert shown["currency"] == "DZD"


def test_before_the_first_sale_every_report_is_empty_and_none_fails(read: Any) -> None:
    assert read("summary")["total"] == NOTHING
    for name in KINDS[1:]:
        report = read(name)
        assert list(report) == [*REPORT, "rows"]
        assert (report["totals"], report["rows"]) == (NOTHING, [])
    rows = read("sales")["rows"]
    assert len(rows) == 30
    today = timezone.localdate()
    assert rows[-1] == {"period": today.isoformat(), **NOTHING}
    assert rows[0]["period"] == (today - timedelta(days=29)).isoformat()


def test_days_without_a_sale_are_in_the_series_and_both_ends_count(read: Any) -> None:
    product = make_product(unit_price="2.00")
    for day in ("2026-02-27", "2026-02-28", "2026-03-02", "2026-03-03"):
        sell(day, (product, 1))

    report = read("sales", **{"from": "2026-02-28", "to": "2026-03-02"})

    one = {**figures(1, 1, 2.0), "average_order_value": 2.0}
    assert report["rows"] == [
        {"period": "2026-02-28", **one},
        {"period": "2026-03-01", **NOTHING},
        {"period": "2026-03-02", **one},
    ]
    assert report["totals"] == {**figures(2, 2, 4.0), "average_order_value": 2.0}
    assert (report["from"], report["to"]) == ("2026-02-28", "2026-03-02")


def test_months_at_the_edge_count_the_days_of_the_window(read: Any) -> None:
    product = make_product(unit_price="2.00")
    for day in ("2025-12-30", "2025-12-31", "2026-02-01", "2026-02-02"):
        sell(day, (product, 1))

    rows = read("sales", by="month", **{"from": "2025-12-31", "to": "2026-02-01"})[
        "rows"
    ]

    assert [(row["period"], row["units"]) for row in rows] == [
        ("2025-12", 1),
        ("2026-01", 0),
        ("2026-02", 1),
    ]


def test_a_day_is_that_of_the_stores_time_zone(read: Any, settings: Any) -> None:
    settings.TIME_ZONE = "Africa/Algiers"
    order = make_order(make_customer(), (make_product(), 1))
    late = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    Order.objects.filter(pk=order.pk).update(placed_at=late)

    rows = read("sales", **{"from": "2026-03-01", "to": "2026-03-02"})["rows"]

    assert [row["orders"] for row in rows] == [0, 1]


def test_an_order_of_several_sellers_counts_once_in_the_total_and_with_each_of_them(
    read: Any, veras_shop: Vendor, ottos_shop: Vendor
) -> None:
    veras = make_product(vendor=veras_shop, unit_price="5.00")
    ottos = make_product(vendor=ottos_shop, unit_price="3.00")
    own = make_product(unit_price="1.00")
    sell("2026-03-01", (veras, 1), (ottos, 1), (own, 2))
    sell("2026-03-31", (ottos, 2))
    sell("2026-04-01", (own, 50))  # after the window

    report = read("vendors", **{"from": "2026-03-01", "to": "2026-03-31"})

    assert report["totals"] == {**figures(2, 6, 16.0), "average_order_value": 8.0}
    assert report["rows"] == [
        {
            "vendor_id": ottos_shop.pk,
            "shop_name": "Otto's",
            **figures(2, 3, 9.0),
            "share": 0.5625,
        },
        {
            "vendor_id": veras_shop.pk,
            "shop_name": "Vera's",
            **figures(1, 1, 5.0),
            "share": 0.3125,
        },
        {
            "vendor_id": None,
            "shop_name": None,
            **figures(1, 2, 2.0),
            "share": 0.125,
        },
    ]


def test_best_sellers_by_units_and_by_revenue_in_a_window_of_months_and_days(
    read: Any, veras_shop: Vendor
) -> None:
    cheap = make_product("Cheap", vendor=veras_shop, unit_price="1.00", inventory=999)
    dear = make_product("Dear", unit_price="50.00", inventory=999)
    sell("2026-01-30", (cheap, 100))  # before
    sell("2026-01-31", (cheap, 1))
    sell("2026-02-14", (cheap, 2), (dear, 1))
    sell("2026-03-01", (cheap, 4))
    sell("2026-03-02", (dear, 100))  # after
    window = {"from": "2026-01-31", "to": "2026-03-01"}

    rows = read("best-sellers", **window)["rows"]

    assert rows[0] == {
        "product_id": cheap.pk,
        "code": cheap.code,
        "title": "Cheap",
        "vendor_id": veras_shop.pk,
        "shop_name": "Vera's",
        **figures(3, 7, 7.0),
    }
    assert [row["title"] for row in rows] == ["Cheap", "Dear"]
    assert (rows[1]["vendor_id"], rows[1]["shop_name"]) == (None, None)
    by_revenue = read("best-sellers", by="revenue", **window)["rows"]
    assert [row["title"] for row in by_revenue] == ["Dear", "Cheap"]
    assert len(read("best-sellers", limit=1, **window)["rows"]) == 1


def test_what_was_only_refused_is_no_best_seller(read: Any) -> None:
    order = make_order(make_customer(), (make_product(), 3))
    move_items(items=order.items.all(), to="cancelled", by=None)

    assert read("best-sellers")["rows"] == []
    [row] = read("collections")["rows"]
    assert (row["units"], row["refused_units"], row["share"]) == (0, 3, 0)


def test_collections_are_those_that_products_are_in_now(read: Any) -> None:
    fruit, wool = make_collection("Fruit"), make_collection("Wool")
    moved = make_product(collection=wool, unit_price="3.00")
    fig = make_product(collection=fruit, unit_price="1.00")
    sell("2026-03-05", (moved, 2), (fig, 4))
    Product.objects.filter(pk=moved.pk).update(collection=fruit)
    sell("2026-03-06", (make_product(collection=wool, unit_price="10.00"), 3))

    report = read("collections", **{"from": "2026-03-01", "to": "2026-03-31"})

    assert [list(row) for row in report["rows"]] == [list(ROWS["collections"])] * 2
    assert [
        (row["title"], row["units"], row["revenue"], row["share"])
        for row in report["rows"]
    ] == [("Wool", 3, 30.0, 0.75), ("Fruit", 6, 10.0, 0.25)]


def test_a_report_as_json_adds_up_to_the_cent(read: Any) -> None:
    product = make_product(unit_price="0.10")
    for day in range(1, 4):
        sell(date(2026, 3, day).isoformat(), (product, 1))

    report = read("sales", **{"from": "2026-03-01", "to": "2026-03-03"})

    assert report["totals"]["revenue"] == 0.3
    rows = sum(Decimal(str(row["revenue"])) for row in report["rows"])
    assert rows == Decimal("0.3")


def test_a_member_of_a_vendor_with_is_staff_reads_no_report(
    client_of: Any, vera: Any, veras_shop: Vendor
) -> None:
    vera.is_staff = True
    vera.save()

    for name in [*KINDS, "summary"]:
        answer = client_of(vera).get(f"/store/reports/{name}/?format=csv")
        assert (answer.status_code, answer["Content-Type"]) == (403, "application/json")
        assert answer.json()["code"] == "permission_denied"
