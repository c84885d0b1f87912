"""Two of the same request at once, with one key: the work is done once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from threading import Event
from time import monotonic
from typing import Any

import pytest
from django.db import connection
from rest_framework.test import APIClient

from core.models import KeyedRequest
from store.carts.views import CartViewSet
from store.models import Cart, Order
from store.orders.views import OrderViewSet
from store.signals import order_placed
from tests.builders import make_cart, make_product, make_user
from tests.races.together import together

pytestmark = pytest.mark.django_db(transaction=True)
CARTS = "/store/carts/"
ORDERS = "/store/orders/"
CROWD = 6
# On SQLite everybody waits, but not for a lease.
BOTH_WAYS = [False, pytest.param(True, marks=pytest.mark.mariadb)]


def post(path: str, body: Any, *, user: Any = None, key: str = "mine") -> Any:
    client = APIClient()
    if user is not None:
        client.force_authenticate(user=user)
    return client.post(path, body, format="json", HTTP_IDEMPOTENCY_KEY=key)


def outcomes(answers: list[Any]) -> Counter[Any]:
    """How many were done, answered again, and told to wait; anything else as it is."""

    def outcome(answer: Any) -> Any:
        if answer.status_code == 201:
            return "again" if "Idempotent-Replayed" in answer else "done"
        code = answer.json()["code"]
        assert answer["Retry-After"] == "1"
        return "wait" if code == "idempotency_in_progress" else code

    return Counter(outcome(answer) for answer in answers)


def assert_done_once(answers: list[Any]) -> None:
    counted = outcomes(answers)
    assert counted["done"] == 1
    # Whom the database chose to break off did nothing, and is told to come again.
    assert set(counted) <= {"done", "again", "wait", "busy"}
    if connection.vendor == "sqlite":  # there everybody waits
        assert counted["wait"] == 0


@pytest.mark.parametrize("in_steps", BOTH_WAYS)
def test_two_checkouts_with_one_key_are_one_order(
    monkeypatch: pytest.MonkeyPatch, in_steps: bool
) -> None:
    monkeypatch.setattr(OrderViewSet, "idempotent_in_steps", in_steps, raising=False)
    product, user = make_product(inventory=100), make_user()
    for number in range(10):
        body = {"cart_id": str(make_cart((product, 1)).pk)}
        click = partial(post, ORDERS, body, user=user, key=str(number))

        assert_done_once(together(click, click))

    product.refresh_from_db()
    assert (Order.objects.count(), product.inventory) == (10, 90)


@pytest.mark.parametrize("in_steps", BOTH_WAYS)
def test_a_crowd_with_one_key_makes_one_cart(
    monkeypatch: pytest.MonkeyPatch, in_steps: bool
) -> None:
    monkeypatch.setattr(CartViewSet, "idempotent_in_steps", in_steps, raising=False)
    for number in range(5):
        assert_done_once(together(*[partial(post, CARTS, {}, key=str(number))] * CROWD))

    assert Cart.objects.count() == KeyedRequest.objects.count() == 5


def test_without_the_middleware_the_same_crowd_makes_a_cart_each(settings: Any) -> None:
    """The control."""
    settings.MIDDLEWARE = [
        name for name in settings.MIDDLEWARE if "idempotency" not in name
    ]

    together(*[partial(post, CARTS, {})] * CROWD)

    assert Cart.objects.count() == CROWD


@pytest.mark.mariadb
def test_a_crowd_without_the_lock_does_the_work_more_than_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The control: everybody finds the claim, nobody holds it."""
    monkeypatch.setattr(
        "core.idempotency.services.lock_key",
        lambda pk: KeyedRequest.objects.get(pk=pk),
    )
    for number in range(5):
        together(*[partial(post, CARTS, {}, key=str(number))] * CROWD)

    assert Cart.objects.count() > 5


@contextmanager
def a_checkout_that_waits() -> Iterator[tuple[Event, Event]]:
    """Events: it is inside its transaction, and it may go on."""
    inside, go_on = Event(), Event()

    def wait(**kwargs: Any) -> None:
        inside.set()
        go_on.wait(timeout=30)

    order_placed.connect(wait)
    try:
        yield inside, go_on
    finally:
        go_on.set()
        order_placed.disconnect(wait)


@pytest.mark.mariadb
def test_while_the_first_is_at_work_the_second_is_told_so_at_once() -> None:
    user = make_user()
    body = {"cart_id": str(make_cart((make_product(), 1)).pk)}
    seconds = 0.0

    with a_checkout_that_waits() as (inside, go_on):

        def ask_meanwhile() -> Any:
            nonlocal seconds
            inside.wait(timeout=30)
            start = monotonic()
            try:
                return post(ORDERS, body, user=user)
            finally:
                seconds = monotonic() - start
                go_on.set()

        first, second = together(partial(post, ORDERS, body, user=user), ask_meanwhile)

    assert (first.status_code, second.status_code) == (201, 409)
    assert second["Retry-After"] == "1"
    assert second.json() == {
        "detail": "The first request with this Idempotency-Key is not done yet.",
        "code": "idempotency_in_progress",
    }
    assert seconds < 5
    third = post(ORDERS, body, user=user)
    assert (third.content, third["Idempotent-Replayed"]) == (first.content, "true")
    assert Order.objects.count() == 1


@pytest.mark.mariadb
def test_another_key_of_the_same_account_does_not_wait() -> None:
    user = make_user()
    body = {"cart_id": str(make_cart((make_product(), 1)).pk)}

    with a_checkout_that_waits() as (inside, go_on):

        def ask_meanwhile() -> Any:
            inside.wait(timeout=30)
            try:
                return post(CARTS, {}, user=user, key="another")
            finally:
                go_on.set()

        first, second = together(partial(post, ORDERS, body, user=user), ask_meanwhile)

    assert outcomes([first, second]) == {"done": 2}
