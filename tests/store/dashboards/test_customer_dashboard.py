"""A customer's dashboard: what they looked at, searched for and bought, in short."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from store.dashboards import customer_dashboard_rows as rows
from store.models import Order, OrderItem, Product, Vendor
from store.orders.choices import OrderStatus
from store.orders.moves import move_items
from tests.builders import (
    make_cart,
    make_image,
    make_order,
    make_product,
    make_search,
    make_vendor,
    make_view,
)
from tests.store.insights.seeing import client_for
from tests.store.recommendations.pairing import ask, buy_together, catch_up

pytestmark = pytest.mark.django_db
URL = "/store/customers/me/dashboard/"
NO_ORDERS = dict.fromkeys(OrderStatus.values, 0)


def dashboard_of(user: Any) -> dict[str, Any]:
    response = client_for(user).get(URL)
    assert response.status_code == 200
    return response.json()


def ids(products: list[dict[str, Any]]) -> list[int]:
    return [product["id"] for product in products]


def test_a_new_customers_dashboard_is_empty(alice: Any, bob: Any) -> None:
    make_order(bob.customer)
    make_view(bob.customer)
    make_search(bob.customer, products=[make_product()])
    Product.objects.update(inventory=0)  # nothing to recommend

    assert dashboard_of(alice) == {
        "viewed_products": [],
        "searched_products": [],
        "cart_items": [],
        "orders": {"count": 0, "spent": 0.0, "by_status": NO_ORDERS, "newest": []},
        "top_products": [],
        "favorites": {"products": [], "vendors": []},
        "for_you": [],
        "continue_reading": [],
    }


def test_six_of_what_one_may_like_are_there_as_products_for_you_has_them(
    alice: Any, staff: Any
) -> None:
    dates, nuts = make_product("Dates"), make_product()
    buy_together(dates, nuts)
    make_order(alice.customer, (dates, 1))
    for _ in range(6):
        make_product()
    alice.customer.favorite_products.create(product=nuts)
    catch_up()

    shown = dashboard_of(alice)["for_you"]

    assert shown == ask(alice, limit=6)
    assert (len(shown), shown[0]["id"], shown[0]["is_favorite"]) == (6, nuts.pk, True)
    assert shown[0]["reason"]["words"] == "Because you bought Dates"
    seen = client_for(staff).get(f"/store/customers/{alice.customer.pk}/dashboard/")
    assert seen.json()["for_you"] == shown


def test_staff_see_what_the_customer_sees(alice: Any, staff: Any) -> None:
    product = make_product()
    make_order(alice.customer, (product, 2))
    make_view(alice.customer, product)
    make_cart((product, 2), customer=alice.customer)
    alice.customer.favorite_products.create(product=product)
    staff.customer.favorite_products.create(product=make_product())

    seen = client_for(staff).get(f"/store/customers/{alice.customer.pk}/dashboard/")

    assert seen.json() == dashboard_of(alice)
    assert seen.json()["viewed_products"][0]["is_favorite"] is True


def test_the_cart_is_the_customers_own(alice: Any, bob: Any) -> None:
    products = [make_product(), make_product()]
    make_cart((products[0], 9))
    make_cart((products[0], 8), customer=bob.customer)
    make_cart((products[0], 2), (products[1], 1), customer=alice.customer)
    mine = client_for(alice).get("/store/carts/mine/").json()

    lines = dashboard_of(alice)["cart_items"]

    assert [line["quantity"] for line in lines] == [2, 1]
    assert lines == mine["items"]


def test_favorites_are_those_of_the_customer_newest_first_and_public(
    alice: Any, bob: Any
) -> None:
    products = [make_product() for _ in range(12)]
    vendors = [make_vendor() for _ in range(12)]
    for product, vendor in zip(products, vendors, strict=True):
        alice.customer.favorite_products.create(product=product)
        alice.customer.favorite_vendors.create(vendor=vendor)
    bob.customer.favorite_products.create(product=make_product())
    Product.objects.filter(pk=products[11].pk).update(is_published=False)
    Vendor.objects.filter(pk=vendors[11].pk).update(status="suspended")

    favorites = dashboard_of(alice)["favorites"]

    listed = client_for(alice).get("/store/customers/me/favorites/products/").json()
    shops = client_for(alice).get("/store/customers/me/favorites/vendors/").json()
    assert favorites == {"products": listed["results"], "vendors": shops["results"]}
    assert ids(favorites["products"]) == [one.pk for one in products[10:0:-1]]
    assert ids(favorites["vendors"]) == [one.pk for one in vendors[10:0:-1]]


@pytest.mark.parametrize("key", ["0", "abc", "9" * 30, "1.5"])
def test_a_customer_who_is_not_there_is_a_404(staff: Any, key: str) -> None:
    response = client_for(staff).get(f"/store/customers/{key}/dashboard/")

    assert response.status_code == 404
    assert response.json()["code"] == "not_found"


def test_products_are_as_the_catalogue_shows_them(alice: Any) -> None:
    product = make_product("Mango", vendor=make_vendor(), unit="kg")
    make_image(product)
    make_view(alice.customer, product)
    make_search(alice.customer, products=[product])
    make_order(alice.customer, (product, 3))
    shown = APIClient().get(f"/store/products/{product.pk}/").json()

    dashboard = dashboard_of(alice)

    assert dashboard["viewed_products"] == [shown]
    assert dashboard["searched_products"] == [shown]
    assert dashboard["top_products"] == [
        {"product": shown, "units": 3, "times": 1, "total": 30.0}
    ]


def test_views_and_finds_come_newest_first_each_once_and_ten_at_most(
    alice: Any,
) -> None:
    products = [make_product() for _ in range(13)]
    keys = [product.pk for product in products]
    for product in products:
        make_view(alice.customer, product)
    make_search(alice.customer, products=products[:12])
    make_search(alice.customer, products=[products[3], products[12]])

    dashboard = dashboard_of(alice)

    assert ids(dashboard["viewed_products"]) == keys[:2:-1]
    assert ids(dashboard["searched_products"]) == [
        *(keys[3], keys[12]),
        *keys[:3],
        *keys[4:9],
    ]


def test_what_is_not_on_sale_any_more_gives_its_place_to_the_next(alice: Any) -> None:
    products = [make_product() for _ in range(14)]
    for product in products:
        make_view(alice.customer, product)
        make_order(alice.customer, (product, 1))
    make_search(alice.customer, products=products)
    hidden = [product.pk for product in products[::3]]
    Product.objects.filter(pk__in=hidden).update(is_published=False)

    dashboard = dashboard_of(alice)

    left = [product.pk for product in products if product.pk not in hidden]
    assert ids(dashboard["viewed_products"]) == left[::-1]
    assert ids(dashboard["searched_products"]) == left
    top = [row["product"]["id"] for row in dashboard["top_products"]]
    assert top == left
    assert dashboard["orders"]["count"] == 14


def test_the_most_bought_are_counted_in_units_without_what_was_given_back(
    alice: Any, bob: Any, staff: Any
) -> None:
    mango = make_product("Mango", unit_price="2.50")
    fig = make_product("Fig", unit_price="4.00")
    date = make_product("Date", unit_price="1.00")
    make_order(alice.customer, (mango, 2), (fig, 3))
    make_order(alice.customer, (mango, 4))
    given_back = make_order(alice.customer, (fig, 9), (date, 1))
    make_order(bob.customer, (fig, 50))
    move_items(
        items=given_back.items.filter(product=fig),
        to=OrderStatus.CANCELLED,
        by=staff,
    )

    dashboard = dashboard_of(alice)

    found = [
        (row["product"]["title"], row["units"], row["times"], row["total"])
        for row in dashboard["top_products"]
    ]
    assert found == [
        ("Mango", 6, 2, 15.0),
        ("Fig", 3, 1, 12.0),
        ("Date", 1, 1, 1.0),
    ]
    assert dashboard["orders"]["spent"] == 28.0


def test_no_more_than_ten_products_lead_and_all_of_them_count(
    alice: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "CANDIDATES", 12)
    for number in range(15):
        make_order(alice.customer, (make_product(unit_price="1.10"), number + 1))

    dashboard = dashboard_of(alice)

    assert [row["units"] for row in dashboard["top_products"]] == [*range(15, 5, -1)]
    assert dashboard["orders"]["spent"] == 132.0


def test_orders_keep_titles_and_prices_as_they_were(alice: Any, staff: Any) -> None:
    products = [make_product(f"Fruit {number}", unit_price="2.50") for number in "1234"]
    order = make_order(alice.customer, *((product, 2) for product in products))
    move_items(
        items=order.items.filter(product=products[3]),
        to=OrderStatus.CANCELLED,
        by=staff,
    )
    Product.objects.update(title="Renamed", unit_price="99.00", is_published=False)

    orders = dashboard_of(alice)["orders"]

    assert orders == {
        "count": 1,
        "spent": 15.0,
        "by_status": {**NO_ORDERS, "order_placed": 1},
        "newest": [
            {
                "id": order.pk,
                "placed_at": order.placed_at.isoformat().replace("+00:00", "Z"),
                "status": "order_placed",
                "payment_status": "P",
                "total": 15.0,
                "items_count": 4,
                "titles": ["Fruit 1", "Fruit 2", "Fruit 3"],
            }
        ],
    }


def test_a_line_without_a_title_is_called_what_its_product_is(alice: Any) -> None:
    make_order(alice.customer, (make_product("Mango"), 1))
    OrderItem.objects.update(title="")

    [order] = dashboard_of(alice)["orders"]["newest"]

    assert order["titles"] == ["Mango"]


def test_the_ten_newest_orders_are_shown_and_all_are_counted(
    alice: Any, staff: Any
) -> None:
    orders = [make_order(alice.customer) for _ in range(12)]
    for order, status in ((orders[0], "packed"), (orders[1], "cancelled")):
        move_items(items=order.items.all(), to=status, by=staff)

    found = dashboard_of(alice)["orders"]

    newest = Order.objects.order_by("-placed_at", "-id")[:10]
    assert [order["id"] for order in found["newest"]] == [one.pk for one in newest]
    assert found["count"] == 12
    assert found["by_status"] == {
        **NO_ORDERS,
        "order_placed": 10,
        "packed": 1,
        "cancelled": 1,
    }
    assert found["spent"] == 110.0


def test_an_account_without_a_customer_has_no_dashboard(alice: Any) -> None:
    alice.customer.delete()

    assert client_for(alice).get(URL).status_code == 404
