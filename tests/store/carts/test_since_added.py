"""What a cart says of its lines: price then and now, stock, and whether they are on sale."""

from __future__ import annotations

from decimal import Decimal
from itertools import product as combinations
from typing import Any

import pytest

from store.models import CartItem, Product
from store.vendors.choices import VendorStatus
from tests.builders import make_cart, make_product, make_vendor

pytestmark = pytest.mark.django_db
NOW = ("added_price", "price_changed", "left_in_stock", "enough_in_stock", "available")


def add(client: Any, cart: Any, product: Any, quantity: int = 1) -> int:
    body = {"product_id": product.pk, "quantity": quantity}
    url = f"/store/carts/{cart.pk}/items/"
    return client.post(url, body, format="json").json()["id"]


def shown(client: Any, cart: Any) -> list[tuple[Any, ...]]:
    lines = client.get(f"/store/carts/{cart.pk}/").json()["items"]
    assert lines == client.get(f"/store/carts/{cart.pk}/items/").json()
    for line in lines:
        url = f"/store/carts/{cart.pk}/items/{line['id']}/"
        assert client.get(url).json() == line
    return [tuple(line[name] for name in NOW) for line in lines]


def test_a_line_remembers_its_first_price_whatever_is_added_or_set(anon: Any) -> None:
    cart, product = make_cart(), make_product(unit_price=Decimal("4.50"))
    line = add(anon, cart, product)
    assert shown(anon, cart) == [(4.5, False, 100, True, True)]

    Product.objects.update(unit_price=Decimal("5.25"))
    assert shown(anon, cart) == [(4.5, True, 100, True, True)]
    add(anon, cart, product, 2)
    url = f"/store/carts/{cart.pk}/items/{line}/"
    answer = anon.patch(url, {"quantity": 7}, format="json").json()

    assert [answer[name] for name in NOW] == [4.5, True, 100, True, True]
    assert answer["product"]["unit_price"] == 5.25
    Product.objects.update(unit_price=Decimal("4.50"))
    assert shown(anon, cart) == [(4.5, False, 100, True, True)]


def test_of_an_old_line_nothing_is_known(anon: Any) -> None:
    cart = make_cart((make_product(), 1))
    Product.objects.update(unit_price=99)

    assert shown(anon, cart) == [(None, False, 100, True, True)]


def test_a_line_that_was_deleted_begins_anew(anon: Any) -> None:
    cart, product = make_cart(), make_product(unit_price=4)
    line = add(anon, cart, product)
    Product.objects.update(unit_price=5)
    anon.delete(f"/store/carts/{cart.pk}/items/{line}/")
    add(anon, cart, product)

    assert shown(anon, cart) == [(5.0, False, 100, True, True)]


@pytest.mark.parametrize(("left", "enough"), [(4, True), (3, True), (2, False)])
def test_a_line_says_what_is_left(anon: Any, left: int, enough: bool) -> None:
    cart = make_cart((make_product(), 3))
    Product.objects.update(inventory=left)

    assert shown(anon, cart) == [(None, False, left, enough, True)]


@pytest.mark.parametrize(
    ("published", "status", "is_open"),
    [
        *combinations([True, False], [None], [True]),
        *combinations([True, False], VendorStatus.values, [True, False]),
    ],
)
def test_available_is_what_the_catalogue_shows_and_the_checkout_takes(
    client_of: Any, alice: Any, published: bool, status: Any, is_open: bool
) -> None:
    vendor = status and make_vendor(status=status, is_open=is_open)
    product = make_product(vendor=vendor, is_published=published)
    cart, client = make_cart((product, 1)), client_of(alice)
    public = Product.objects.public().filter(pk=product.pk).exists()

    assert shown(client, cart) == [(None, False, 100, True, public)]
    assert public == (published and (status is None or (status, is_open) == OPEN))
    answer = client.post("/store/orders/", {"cart_id": str(cart.pk)})
    assert answer.status_code == (201 if public else 409)


OPEN = (VendorStatus.APPROVED, True)


def test_setting_a_quantity_writes_nothing_else(anon: Any) -> None:
    cart = make_cart((make_product(), 1))
    line = CartItem.objects.values().get()

    anon.patch(f"/store/carts/{cart.pk}/items/{line['id']}/", {"quantity": 2})

    after = CartItem.objects.values().get()
    assert after["updated_at"] > line["updated_at"]
    assert after == {**line, "quantity": 2, "updated_at": after["updated_at"]}


def test_an_empty_patch_changes_nothing(anon: Any) -> None:
    cart = make_cart((make_product(), 3))
    before = CartItem.objects.values().get()

    answer = anon.patch(f"/store/carts/{cart.pk}/items/{before['id']}/", {})

    assert (answer.status_code, answer.json()["quantity"]) == (200, 3)
    assert CartItem.objects.values().get() == before
