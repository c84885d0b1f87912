"""`/store/vendors/{id}/dashboard/` and `/store/vendors/{id}/customers/`."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from store.models import Order, Vendor
from store.orders.moves import move_items
from store.reviews.ratings import rate_vendor
from store.reviews.services import reply_to_review
from store.sales.counting import count_all_stale
from store.sales.serializers import DASHBOARD
from tests.builders import make_customer, make_order, make_product, make_review

pytestmark = pytest.mark.django_db
NOTHING = {
    "orders": 0,
    "units": 0,
    "revenue": 0.0,
    "refused_units": 0,
    "refused_value": 0.0,
}


def dashboard(client: Any, shop: Vendor) -> dict[str, Any]:
    answer = client.get(f"/store/vendors/{shop.pk}/dashboard/")
    assert answer.status_code == 200
    return answer.json()


def backdate(order: Order, days: int) -> None:
    then = timezone.now() - timedelta(days=days)
    Order.objects.filter(pk=order.pk).update(placed_at=then)


def test_a_dashboard_has_exactly_its_sections_also_before_the_first_sale(
    client_of: Any, vera: Any, veras_shop: Vendor
) -> None:
    shown = dashboard(client_of(vera), veras_shop)

    assert list(shown) == list(DASHBOARD)
    assert shown["vendor_info"]["shop_name"] == "Vera's"
    assert shown["products"] == {
        "total": 0,
        "published": 0,
        "drafts": 0,
        "out_of_stock": 0,
        "newest": [],
    }
    assert shown["totals"] == {"orders": 0, "units": 0, "revenue": 0.0, "customers": 0}
    assert shown["today"] == shown["last_30_days"] == NOTHING
    assert len(shown["daily"]) == 30
    assert shown["daily"][-1] == {"day": timezone.localdate().isoformat(), **NOTHING}
    none = {"units": 0, "value": 0.0, "rate": 0.0}
    assert shown["refusals"] == {"total": none, "last_30_days": none}


def test_sales_show_by_period_day_product_and_customer(
    client_of: Any, mina: Any, veras_shop: Vendor
) -> None:
    mango = make_product("Mango", vendor=veras_shop, unit_price="2.00")
    plum = make_product("Plum", vendor=veras_shop, unit_price="1.00")
    ann = make_customer("ann", first_name="Ann", last_name="A")
    ben = make_customer("ben", first_name="Ben", last_name="B")
    backdate(make_order(ann, (mango, 10)), 40)
    backdate(make_order(ann, (plum, 5)), 10)
    backdate(make_order(ben, (plum, 7)), 3)
    today = make_order(ann, (mango, 1), (plum, 2))
    move_items(items=today.items.filter(product=plum), to="cancelled", by=None)
    count_all_stale()

    shown = dashboard(client_of(mina), veras_shop)

    assert shown["totals"] == {
        "orders": 4,
        "units": 23,
        "revenue": 34.0,
        "customers": 2,
    }
    assert shown["today"] == {
        "orders": 1,
        "units": 1,
        "revenue": 2.0,
        "refused_units": 2,
        "refused_value": 2.0,
    }
    assert (shown["last_7_days"]["orders"], shown["last_7_days"]["units"]) == (2, 8)
    assert (shown["last_30_days"]["orders"], shown["last_30_days"]["units"]) == (3, 13)
    by_day = {row["day"]: row["units"] for row in shown["daily"] if row["orders"]}
    this_day = timezone.localdate()
    assert by_day == {
        (this_day - timedelta(days=days)).isoformat(): units
        for days, units in ((10, 5), (3, 7), (0, 1))
    }
    assert shown["best_sellers"] == [
        {"product_id": plum.pk, "title": "Plum", "units": 12, "revenue": 12.0},
        {"product_id": mango.pk, "title": "Mango", "units": 11, "revenue": 22.0},
    ]
    assert shown["customers"] == {
        "total": 2,
        "returning": 1,
        "top": [
            {
                "customer_id": ann.pk,
                "name": "Ann A",
                "orders": 3,
                "units": 16,
                "revenue": 27.0,
            },
            {
                "customer_id": ben.pk,
                "name": "Ben B",
                "orders": 1,
                "units": 7,
                "revenue": 7.0,
            },
        ],
    }
    assert shown["refusals"]["total"] == {"units": 2, "value": 2.0, "rate": 0.08}
    assert shown["refusals"]["last_30_days"] == {
        "units": 2,
        "value": 2.0,
        "rate": 0.1333,
    }
    assert shown["sold_products"]["units"] == 23
    assert shown["sold_products"]["products"] == 2
    assert shown["sold_products"]["latest"][0] == {
        "id": today.items.get(product=plum).pk,
        "product_id": plum.pk,
        "title": "Plum",
        "quantity": 2,
        "unit_price": 1.0,
        "status": "cancelled",
        "placed_at": today.placed_at.isoformat().replace("+00:00", "Z"),
    }


def test_orders_are_counted_by_status_and_the_newest_shown(
    client_of: Any, vera: Any, veras_shop: Vendor
) -> None:
    product = make_product(vendor=veras_shop)
    orders = [make_order(make_customer(), (product, 1)) for _ in range(12)]
    move_items(items=orders[0].items.all(), to="packed", by=None)
    move_items(items=orders[1].items.all(), to="cancelled", by=None)
    count_all_stale()

    shown = dashboard(client_of(vera), veras_shop)["orders"]

    assert (shown["total"], shown["open"]) == (12, 11)
    assert shown["by_status"] == {
        "order_placed": 10,
        "packed": 1,
        "shipped": 0,
        "delivered": 0,
        "returned": 0,
        "cancelled": 1,
    }
    newest = [order.vendor_orders.get().pk for order in reversed(orders)][:10]
    assert [part["id"] for part in shown["latest"]] == newest
    list_url = f"/store/vendors/{veras_shop.pk}/orders/"
    assert shown["latest"][0] == client_of(vera).get(list_url).json()[0]


def test_stock_and_reviews_show_what_needs_doing(
    client_of: Any, vera: Any, veras_shop: Vendor
) -> None:
    low = make_product("Low", vendor=veras_shop, inventory=3)
    out = make_product("Out", vendor=veras_shop, inventory=0)
    make_product("Draft", vendor=veras_shop, inventory=2, is_published=False)
    make_product("Plenty", vendor=veras_shop, inventory=10)
    make_review(low, customer=make_customer(), rating="4")
    done = make_review(out, customer=make_customer(), rating="5")
    reply_to_review(review=done, text="Thanks.", by=vera)
    rate_vendor(vendor_id=veras_shop.pk)

    shown = dashboard(client_of(vera), veras_shop)

    assert [row["title"] for row in shown["low_stock"]] == ["Out", "Low"]
    products = shown["products"]
    assert (products["total"], products["published"]) == (4, 3)
    assert (products["drafts"], products["out_of_stock"]) == (1, 1)
    assert [row["title"] for row in products["newest"]] == [
        *("Plenty", "Draft"),
        *("Out", "Low"),
    ]
    reviews = shown["reviews"]
    assert (reviews["total"], reviews["unanswered"]) == (2, 1)
    assert (reviews["rating"], reviews["rating_count"]) == (4.5, 2)
    assert reviews["latest"][0]["reply"]["text"] == "Thanks."


def test_nothing_of_another_vendor_is_on_a_dashboard(
    client_of: Any, vera: Any, otto: Any, veras_shop: Vendor, ottos_shop: Vendor
) -> None:
    ann = make_customer("ann", first_name="Ann")
    order = make_order(
        ann,
        (make_product("Veras", vendor=veras_shop, unit_price="3.00"), 1),
        (make_product("Ottos", vendor=ottos_shop, unit_price="50.00"), 2),
    )
    make_review(order.items.get(title="Ottos").product, description="Ottos words")
    count_all_stale()

    shown = dashboard(client_of(vera), veras_shop)

    assert shown["totals"]["revenue"] == 3.0
    assert "Ottos" not in str(shown)
    assert dashboard(client_of(otto), ottos_shop)["totals"]["revenue"] == 100.0


def test_customers_are_listed_with_counts_and_totals(
    client_of: Any, vera: Any, veras_shop: Vendor, ottos_shop: Vendor
) -> None:
    product = make_product(vendor=veras_shop, unit_price="2.00")
    ann = make_customer("ann", first_name="Ann", last_name="Amrani")
    ben = make_customer("ben", first_name="Ben", last_name="Bakri")
    stranger = make_customer("sid", first_name="Sid")
    regretful = make_customer("rim", first_name="Rim")
    make_order(stranger, (make_product(vendor=ottos_shop), 1))
    regretted = make_order(regretful, (product, 1))
    move_items(items=regretted.items.all(), to="cancelled", by=None)
    make_order(ann, (product, 1))
    last = make_order(ann, (product, 2))
    make_order(ben, (product, 9))
    count_all_stale()
    url = f"/store/vendors/{veras_shop.pk}/customers/"

    def names(**params: Any) -> list[str]:
        answer = client_of(vera).get(url, params)
        return [row["name"] for row in answer.json()["results"]]

    assert names() == ["Ben Bakri", "Ann Amrani"]
    assert names(ordering="-orders") == ["Ann Amrani", "Ben Bakri"]
    assert names(search="amran") == ["Ann Amrani"]
    body = client_of(vera).get(url).json()
    assert body["count"] == 2
    assert body["results"][1] == {
        "customer_id": ann.pk,
        "name": "Ann Amrani",
        "orders": 2,
        "units": 3,
        "revenue": 6.0,
        "refused_units": 0,
        "refused_value": 0.0,
        "last_order_at": last.placed_at.isoformat().replace("+00:00", "Z"),
    }
