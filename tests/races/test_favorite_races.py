"""Favourites marked twice at once."""

from __future__ import annotations

from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError
from rest_framework.test import APIClient

from store.favorites import services
from store.models import FavoriteProduct, Product
from store.orders.checkout import place_order
from tests.builders import make_cart, make_product, make_user
from tests.races.together import together

pytestmark = [pytest.mark.mariadb, pytest.mark.django_db(transaction=True)]
URL = "/store/customers/me/favorites/products/"


def mark(user: Any, product: Product) -> int:
    client = APIClient()
    client.force_authenticate(user=user)
    return client.put(f"{URL}{product.pk}/").status_code


def test_four_marks_at_once_make_one_and_all_are_told_so() -> None:
    user = make_user()
    for _ in range(5):
        product = make_product()

        statuses = together(*[lambda: mark(user, product)] * 4)  # noqa: B023

        assert statuses == [204] * 4
        assert FavoriteProduct.objects.filter(product=product).count() == 1


def test_without_the_locks_the_second_mark_is_an_error() -> None:
    """The control: look, wait for the other to have looked, write."""
    customer, product = make_user().customer, make_product()
    looked = Barrier(2)

    def naive() -> None:
        own = FavoriteProduct.objects.filter(customer=customer, product=product)
        there = own.exists()
        looked.wait(timeout=10)
        if not there:
            own.create(customer=customer, product=product)

    results = together(naive, naive)

    assert sorted(type(result) for result in results if result) == [IntegrityError]


def test_the_last_room_is_given_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST_FAVORITES", 1)
    user = make_user()
    products = [make_product() for _ in range(3)]

    statuses = together(*(lambda p=p: mark(user, p) for p in products))  # type: ignore[misc]

    assert sorted(statuses) == [204, 409, 409]
    assert FavoriteProduct.objects.count() == 1


def test_marking_and_ordering_one_product_do_not_wait_for_each_other() -> None:
    user, product = make_user(), make_product()
    for _ in range(10):
        cart = make_cart((product, 1))
        FavoriteProduct.objects.all().delete()

        results = together(
            lambda: mark(user, product),
            lambda: place_order(cart_id=cart.pk, customer=user.customer),  # noqa: B023
        )

        assert results[0] == 204
        assert not isinstance(results[1], Exception)
