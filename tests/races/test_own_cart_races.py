"""First lines of a customer's own cart, at once and beside a checkout."""

from __future__ import annotations

from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError
from rest_framework.test import APIClient

from store.models import Cart, CartItem, Order, OrderItem
from tests.builders import make_cart, make_product, make_user
from tests.races.together import together

pytestmark = [pytest.mark.mariadb, pytest.mark.django_db(transaction=True)]


def post(url: str, body: dict[str, Any], user: Any) -> int:
    client = APIClient()
    client.force_authenticate(user=user)
    return client.post(url, body, format="json").status_code


def add(user: Any, product: Any) -> int:
    body = {"product_id": product.pk, "quantity": 3}
    return post("/store/carts/mine/items/", body, user)


def test_four_first_lines_at_once_make_one_cart_with_all_of_them() -> None:
    product = make_product()
    for _ in range(10):
        user = make_user()

        statuses = together(*[lambda: add(user, product)] * 4)  # noqa: B023

        assert statuses == [201] * 4
        cart = Cart.objects.get(customer__user=user)
        assert CartItem.objects.get(cart=cart).quantity == 12


def test_a_naive_first_line_is_an_error_for_whoever_comes_second() -> None:
    """The control: look, wait for the other to have looked, write."""
    customer, looked = make_user().customer, Barrier(2)

    def naive() -> None:
        own = Cart.objects.filter(customer=customer).first()
        looked.wait(timeout=10)
        if own is None:
            Cart.objects.create(customer=customer)

    results = together(naive, naive)

    assert sorted(type(result) for result in results if result) == [IntegrityError]


def test_no_line_is_lost_when_the_cart_is_ordered_at_the_same_moment() -> None:
    product = make_product(inventory=10_000)
    for _ in range(20):
        user = make_user()
        cart = make_cart((product, 1), customer=user.customer)

        statuses = together(
            lambda: add(user, product),  # noqa: B023
            lambda: post("/store/orders/", {"cart_id": str(cart.pk)}, user),  # noqa: B023
            lambda: add(user, product),  # noqa: B023
        )

        assert statuses == [201] * 3
        bought = OrderItem.objects.get(order=Order.objects.latest("pk")).quantity
        left = CartItem.objects.filter(cart__customer__user=user)
        assert bought + sum(left.values_list("quantity", flat=True)) == 7
