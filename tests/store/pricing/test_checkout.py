"""Promotions and coupons at the checkout, in the order and in what a cart would cost."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from store.models import Coupon, CouponUse, Order, Product, VendorDay
from store.orders.moves import cancel_lines
from store.orders.services import delete_order
from store.sales.counting import count_all_stale
from store.sales.drift import find_drift
from tests.architecture.world import everything
from tests.builders import (
    make_cart,
    make_collection,
    make_coupon,
    make_customer,
    make_order,
    make_product,
    make_promotion,
)
from tests.store.sales.raw import assert_figures_are_true

pytestmark = pytest.mark.django_db
URL = "/store/orders/"


@pytest.fixture
def mangoes(veras_shop) -> Product:
    return make_product("Mangoes", unit_price=Decimal("4.50"), vendor=veras_shop)


@pytest.fixture
def book() -> Product:
    return make_product("Book", unit_price=Decimal("12.00"))


def place(client, cart, **data):
    return client.post(URL, {"cart_id": str(cart.pk), **data}, format="json")


def test_an_order_keeps_every_part_of_its_price(
    client_of, alice, vera, veras_shop, mangoes, book
):
    sale = make_promotion(mangoes, vendor=veras_shop, description="Mango season")
    coupon = make_coupon(code="MINUS5", amount=Decimal(5))

    body = place(
        client_of(alice), make_cart((mangoes, 3), (book, 1)), coupon_code=" minus5 "
    ).json()

    assert body["coupon_code"] == "MINUS5"
    assert body["payment_method"] == ""
    assert body["totals"] == {
        "list_amount": 25.5,
        "promotion_discount": 1.35,
        "coupon_discount": 5.0,
        "tax": 1.91,
        "total": 21.06,
    }
    first = body["items"][0]
    names = ("promotion", "promotion_discount", "coupon_discount", "tax", "total")
    assert [first[name] for name in names] == ["Mango season", 1.35, 2.52, 0.96, 10.59]
    assert body["items"][1]["promotion"] is None
    line = Order.objects.get().items.get(product=mangoes)
    assert (line.promotion, line.store_discount) == (sale, Decimal("2.52"))
    assert (line.tax_rate, line.commission_rate) == (Decimal("0.1"), Decimal("0.1"))
    coupon.refresh_from_db()
    use = CouponUse.objects.get()
    assert (coupon.used, use.customer, use.order_id) == (1, alice.customer, body["id"])
    # Her vendor reads her own lines' figures alone.
    [part] = client_of(vera).get(f"/store/vendors/{veras_shop.pk}/orders/").json()
    assert part["subtotal"] == 13.5
    assert part["totals"]["total"] == 10.59
    assert part["items"][0]["coupon_discount"] == 2.52


def test_what_a_cart_would_cost_is_what_the_order_costs(
    client_of, alice, mangoes, book
):
    make_promotion(applies_to_all=True)
    make_coupon(code="SAVE")
    client, cart = client_of(alice), make_cart((mangoes, 3), (book, 1))

    asked = client.get(f"/store/carts/{cart.pk}/totals/", {"coupon": "save"}).json()
    order = place(client, cart, coupon_code="SAVE").json()

    assert asked["coupon"] == {"code": "SAVE", "applied": True, "problem": None}
    assert asked["totals"] == order["totals"]
    for line, item in zip(asked["lines"], order["items"], strict=True):
        assert line["product_id"] == item["product"]["id"]
        assert line["total"] == item["total"]


def test_an_own_cart_has_totals_and_a_missing_one_costs_nothing(client_of, alice, book):
    client = client_of(alice)
    assert client.get("/store/carts/mine/totals/").json() == {
        "lines": [],
        "totals": dict.fromkeys(
            ["list_amount", "promotion_discount", "coupon_discount", "tax", "total"],
            0.0,
        ),
        "coupon": None,
    }
    make_cart((book, 2), customer=alice.customer)

    assert client.get("/store/carts/mine/totals/").json()["totals"]["total"] == 26.4


def ago(days: int):
    return timezone.now() - timedelta(days=days)


REFUSALS = {
    "unknown_coupon": (400, {"code": "OTHER"}),
    "coupon_not_running": (409, {"is_active": False}),
    "coupon_minimum_not_reached": (409, {"minimum_total": Decimal("12.01")}),
    "coupon_used_up": (409, {"max_uses": 1, "used": 1}),
    "coupon_already_used": (409, {"max_uses_per_customer": 1}),
}


@pytest.mark.parametrize("code", REFUSALS)
def test_a_coupon_that_is_refused_changes_nothing(client_of, alice, book, code):
    status, fields = REFUSALS[code]
    make_coupon(**{"code": "SAVE", **fields})
    if code == "coupon_already_used":
        make_order(alice.customer, (book, 1), coupon="SAVE")
    cart, client = make_cart((book, 1)), client_of(alice)
    before = everything()

    response = place(client, cart, coupon_code="SAVE")
    asked = client.get(f"/store/carts/{cart.pk}/totals/", {"coupon": "SAVE"}).json()

    assert (response.status_code, response.json()["code"]) == (status, code)
    assert list(response.json()) == ["coupon_code", "code"]
    assert asked["coupon"] == {"code": "SAVE", "applied": False, "problem": code}
    assert asked["totals"]["total"] == 13.2
    assert everything() == before


@pytest.mark.parametrize("window", [{"ends_at": 1}, {"starts_at": -1}])
def test_before_and_after_its_window_nothing_runs(client_of, alice, book, window):
    at = {name: ago(days) for name, days in window.items()}
    make_promotion(book, **at)
    make_coupon(code="SAVE", **at)

    refused = place(client_of(alice), make_cart((book, 1)), coupon_code="SAVE")
    placed = place(client_of(alice), make_cart((book, 1)))

    assert refused.json()["code"] == "coupon_not_running"
    assert placed.json()["totals"]["promotion_discount"] == 0.0


@pytest.mark.parametrize(
    "code",
    ["É", "SÀVE", "a", "x" * 51, "\x00\x00\x00", "\ud800AB", 1e400, [], {}, True],
)
def test_odd_codes_are_a_400(client_of, alice, book, code):
    make_coupon(code="SAVE")
    client = client_of(alice)
    client.raise_request_exception = False

    response = client.generic(
        "POST",
        URL,
        json.dumps({"cart_id": str(make_cart((book, 1)).pk), "coupon_code": code}),
        content_type="application/json",
    )

    assert response.status_code == 400
    assert not Order.objects.exists()


def test_an_offer_of_a_vendor_does_nothing_for_a_foreign_product(
    client_of, alice, veras_shop, mangoes, book
):
    make_promotion(mangoes, book, vendor=veras_shop, percent=50)
    make_coupon(book, vendor=veras_shop, code="VERA")
    client = client_of(alice)

    refused = place(client, make_cart((book, 1)), coupon_code="VERA")
    placed = place(client, make_cart((book, 1), (mangoes, 1))).json()

    assert refused.json()["code"] == "coupon_not_applicable"
    assert placed["totals"]["promotion_discount"] == 2.25


def test_a_promotion_reaches_products_by_their_collection_or_all(client_of, alice):
    shelf = make_collection()
    on_it, off_it = make_product(collection=shelf), make_product()
    make_promotion(percent=20).collections.set([shelf])
    make_promotion(percent=5, applies_to_all=True)

    order = place(client_of(alice), make_cart((on_it, 1), (off_it, 1))).json()

    assert [item["promotion_discount"] for item in order["items"]] == [2.0, 0.5]


def test_the_whole_order_cancelled_gives_the_use_back_once(alice, staff, book, mangoes):
    coupon = make_coupon(code="SAVE", max_uses=1)
    order = make_order(alice.customer, (book, 1), (mangoes, 1), coupon="SAVE")
    first, second = order.items.order_by("pk")

    cancel_lines(order=order, item_ids={first.pk}, until="shipped", by=staff)
    assert Coupon.objects.get().used == 1
    cancel_lines(order=order, item_ids={second.pk}, until="shipped", by=staff)
    assert (Coupon.objects.get().used, CouponUse.objects.count()) == (0, 0)

    again = make_order(alice.customer, (book, 1), coupon="SAVE")
    delete_order(order=order)
    assert Coupon.objects.get().used == 1
    delete_order(order=again)
    coupon.refresh_from_db()
    assert (coupon.used, CouponUse.objects.count()) == (0, 0)


def test_the_revenue_of_a_vendor_is_net_of_what_it_bears(veras_shop, mangoes):
    make_promotion(mangoes, vendor=veras_shop)
    make_coupon(code="STORE", percent=Decimal(50))

    make_order(make_customer(), (mangoes, 2), coupon="STORE")
    count_all_stale()

    assert VendorDay.objects.get().revenue == Decimal("8.10")
    assert_figures_are_true()
    assert not list(find_drift())
