"""Nothing is sold twice. The control shows the race that the guard prevents."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Any

import pytest
from django.db.models import Sum

from store.catalog.errors import OutOfStock
from store.catalog.models import Product
from store.models import Cart, Order, OrderItem
from store.orders import checkout
from store.orders.checkout import place_order
from tests.builders import make_cart, make_customer, make_product
from tests.races.together import together

pytestmark = pytest.mark.django_db(transaction=True)

BUYERS = 8
STOCK = 20


def buy_until_sold_out(customer: Any, carts: list[Cart]) -> int:
    """How many of the carts became orders."""
    placed = 0
    for cart in carts:
        try:
            place_order(cart_id=cart.pk, customer=customer)
            placed += 1
        except OutOfStock:
            pass
    return placed


def sell_to_everyone(product: Product, *, each: int = 5) -> list[Any]:
    """BUYERS connections at once try to buy `each` carts of one piece."""
    buyers = []
    for _ in range(BUYERS):
        carts = [make_cart((product, 1)) for _ in range(each)]
        buyers.append(partial(buy_until_sold_out, make_customer(), carts))
    return together(*buyers)


def sold(product: Product) -> int:
    lines = OrderItem.objects.filter(product=product)
    return lines.aggregate(total=Sum("quantity"))["total"] or 0


def test_forty_buyers_of_twenty_pieces_get_twenty() -> None:
    product = make_product(inventory=STOCK)

    placed = sell_to_everyone(product)

    product.refresh_from_db()
    assert sum(placed) == STOCK
    assert (product.inventory, sold(product)) == (0, STOCK)


@pytest.mark.mariadb
def test_without_the_guard_the_same_buyers_get_more_than_there_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The control: read, look, write, as a naive checkout does it."""

    def read(ids: list[int]) -> dict[int, Product]:
        return Product.objects.in_bulk(ids)

    def look_and_write(wanted: dict[int, int], products: dict[int, Product]) -> None:
        for pk, quantity in wanted.items():
            left = products[pk].inventory - quantity
            if left < 0:
                raise OutOfStock([])
            Product.objects.filter(pk=pk).update(inventory=left)

    monkeypatch.setattr(checkout, "lock_products", read)
    monkeypatch.setattr(checkout, "take_stock", look_and_write)
    product = make_product(inventory=STOCK)

    sell_to_everyone(product)

    assert sold(product) > STOCK


def test_the_conditional_update_alone_keeps_stock_above_zero(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The second line of defence: the row lock is gone, the update still refuses."""
    monkeypatch.setattr(
        checkout, "lock_products", lambda ids: Product.objects.in_bulk(ids)
    )
    product = make_product(inventory=STOCK)

    placed = sell_to_everyone(product)

    product.refresh_from_db()
    assert sum(placed) == sold(product) == STOCK - product.inventory
    assert product.inventory >= 0


def test_carts_with_the_same_products_in_other_orders_do_not_deadlock() -> None:
    products = [make_product(inventory=1000) for _ in range(4)]
    buyers = []
    for number in range(BUYERS):
        turned = products[number % 4 :] + products[: number % 4]
        carts = [make_cart(*((one, 1) for one in turned)) for _ in range(5)]
        buyers.append(partial(buy_until_sold_out, make_customer(), carts))

    placed = together(*buyers)

    assert placed == [5] * BUYERS
    assert set(Product.objects.values_list("inventory", flat=True)) == {
        1000 - BUYERS * 5
    }


def test_two_clicks_on_one_cart_make_one_order() -> None:
    product = make_product(inventory=100)
    customer = make_customer()
    for _ in range(10):
        cart = make_cart((product, 1))
        click = partial(place_order, cart_id=cart.pk, customer=customer)

        results = together(click, click)

        kinds = Counter(type(result).__name__ for result in results)
        assert kinds == {"Order": 1, "UnknownCart": 1}
    product.refresh_from_db()
    assert (Order.objects.count(), product.inventory) == (10, 90)
