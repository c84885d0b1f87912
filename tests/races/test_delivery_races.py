"""An order that is placed while its customer is erased keeps nothing of the person."""

from __future__ import annotations

from threading import Barrier
from typing import Any

import pytest
from rest_framework.test import APIClient

from core.privacy.erase import erase_person
from store.models import Customer, Order
from store.orders import checkout
from tests.builders import make_address, make_cart, make_order, make_product, make_user
from tests.races.together import together

pytestmark = [pytest.mark.mariadb, pytest.mark.django_db(transaction=True)]


def make_buyer() -> Any:
    """With an order, for which the account is kept, and an address."""
    user = make_user(first_name="Zubaida")
    make_order(user.customer)
    address = make_address(user.customer, street="1 Zubaida Street")
    Customer.objects.filter(user=user).update(default_shipping_address=address)
    return user


def buy(user: Any) -> int:
    cart = make_cart((make_product(), 1))
    client = APIClient()
    client.force_authenticate(user=user)
    return client.post("/store/orders/", {"cart_id": str(cart.pk)}).status_code


def traces() -> int:
    return (
        Order.objects.exclude(delivery_street="").count()
        + Order.objects.exclude(delivery_name="").count()
    )


def test_an_erasure_waits_for_the_order_or_the_order_for_the_erasure() -> None:
    for _ in range(15):
        user = make_buyer()

        erased, status = together(lambda: erase_person(user=user), lambda: buy(user))  # noqa: B023

        assert erased is None
        assert status == 201
        assert traces() == 0


@pytest.mark.parametrize(("looks_again", "kept"), [(True, 0), (False, 2)])
def test_what_was_read_before_an_erasure_is_forgotten_by_who_looks_again(
    monkeypatch: pytest.MonkeyPatch, looks_again: bool, kept: int
) -> None:
    """Read, wait until the person is erased, write; without the second look, the control."""
    user, erased = make_buyer(), Barrier(2)
    cart = make_cart((make_product(), 1))

    real = checkout.choose_delivery

    def read(**wanted: Any) -> Any:
        found = real(**wanted)
        erased.wait(timeout=10)
        return found

    def erase() -> None:
        erase_person(user=user)
        erased.wait(timeout=10)

    monkeypatch.setattr(checkout, "choose_delivery", read)
    if not looks_again:
        monkeypatch.setattr(checkout, "forget_of_erased", lambda order: None)
    client = APIClient()
    client.force_authenticate(user=user)

    answers = together(
        erase,
        lambda: client.post("/store/orders/", {"cart_id": str(cart.pk)}).status_code,
    )

    assert answers == [None, 201]
    assert traces() == kept
