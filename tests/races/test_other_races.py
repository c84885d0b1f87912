"""Two of the same thing at once: exactly one wins, and nobody sees a 500."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from store.customers.services import MOST_ADDRESSES
from store.models import CartItem, Customer, Review
from tests.builders import PASSWORD, make_address, make_cart, make_product, make_user
from tests.races.together import together

pytestmark = pytest.mark.django_db(transaction=True)


def post(url: str, body: dict[str, Any], user: Any = None) -> int:
    client = APIClient()
    if user is not None:
        client.force_authenticate(user=user)
    return client.post(url, body, format="json").status_code


def test_two_adds_of_one_product_add_up() -> None:
    product = make_product()
    for _ in range(5):
        cart = make_cart()
        url = f"/store/carts/{cart.pk}/items/"
        body = {"product_id": product.pk, "quantity": 3}

        statuses = together(*[lambda: post(url, body)] * 4)  # noqa: B023

        assert statuses == [201] * 4
        assert CartItem.objects.get(cart=cart).quantity == 12


def test_two_reviews_by_one_customer_make_one() -> None:
    reader = make_user()
    url = f"/store/products/{make_product().pk}/reviews/"

    statuses = together(*[lambda: post(url, {"description": "Good."}, reader)] * 2)

    assert sorted(statuses) == [201, 409]
    assert Review.objects.count() == 1


def test_two_sign_ups_with_one_address_make_one_account() -> None:
    def sign_up(username: str, email: str) -> int:
        body = {"username": username, "email": email, "password": PASSWORD}
        return post("/auth/users/", body)

    statuses = together(
        lambda: sign_up("zoe", "zoe@example.com"),
        lambda: sign_up("zoe2", "Zoe@Example.com"),
    )

    assert sorted(statuses) == [201, 400]
    assert Customer.objects.count() == 1


def test_two_first_writes_of_a_profile_make_one_customer() -> None:
    user = make_user()
    Customer.objects.all().delete()

    def write() -> int:
        client = APIClient()
        client.force_authenticate(user=user)
        return client.patch("/store/customers/me/", {"phone": "1"}).status_code

    statuses = together(write, write)

    assert statuses == [200, 200]
    assert Customer.objects.count() == 1


def test_the_last_free_place_for_an_address_is_given_once() -> None:
    user = make_user()
    for _ in range(MOST_ADDRESSES - 1):
        make_address(user.customer)
    body = {"street": "S", "city": "C"}

    statuses = together(
        *[lambda: post("/store/customers/me/addresses/", body, user)] * 3
    )

    assert sorted(statuses) == [201, 409, 409]
    assert user.customer.addresses.count() == MOST_ADDRESSES
