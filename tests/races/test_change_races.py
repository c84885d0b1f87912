"""What is committed late is told the next time: nobody who asks in between misses it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from threading import Barrier, Event
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from store.favorites import services
from store.models import Customer, FavoriteProduct, Order, Product
from store.orders.checkout import place_order
from store.orders.moves import move_items
from store.sync.services import STEP
from tests.builders import make_cart, make_product, make_user
from tests.races.together import together

pytestmark = [pytest.mark.mariadb, pytest.mark.django_db(transaction=True)]
PRODUCTS = "/store/customers/me/favorites/products/"
ORDERS = "/store/orders/"
EVER = "1970-01-01T00:00:00Z"


def sync(client: Any, url: str, since: str) -> tuple[set[int], str]:
    body = client.get(url, {"updated_since": since}).json()
    assert body["next"] is None
    return {row["id"] for row in body["results"]}, body["synced_at"]


def late_and_early(late: Callable[[], Any], early: Callable[[], Any], ask: Any) -> Any:
    """`late` begins first and is committed last; `ask` is answered in between."""
    written, asked = Event(), Event()

    def slow() -> None:
        with transaction.atomic():
            late()
            written.set()
            asked.wait(timeout=2)  # with the clock kept, nobody gets that far

    def quick() -> Any:
        written.wait(timeout=10)
        early()
        answer = ask()
        asked.set()
        return answer

    _, answer = together(slow, quick)
    assert not isinstance(answer, Exception), answer
    return answer


def naive_tick(*, customer_id: int, count: int = 1) -> list[datetime]:
    """The control: the time of the machine, and no lock."""
    first = timezone.now()
    return [first + number * STEP for number in range(count)]


def test_a_mark_that_is_committed_late_is_told(client_of: Any) -> None:
    user = make_user()
    one, two = make_product(), make_product()
    client = client_of(user)

    told, since = late_and_early(
        lambda: services.mark_product(customer=user.customer, product=one),
        lambda: services.mark_product(customer=user.customer, product=two),
        lambda: sync(client, PRODUCTS, EVER),
    )

    again, _ = sync(client, PRODUCTS, since)
    assert told | again == {one.pk, two.pk}


def test_without_the_clock_a_late_mark_is_missed(client_of: Any) -> None:
    """The control: both have a moment, and the first one is not to be seen yet."""
    user = make_user()
    one, two = make_product(), make_product()
    client = client_of(user)

    def mark(product: Product) -> FavoriteProduct:
        [moment] = naive_tick(customer_id=user.customer.pk)
        return FavoriteProduct.objects.create(
            customer_id=user.customer.pk, product=product, updated_at=moment
        )

    def ask() -> tuple[set[int], datetime]:
        now = timezone.now()
        rows = FavoriteProduct.objects.filter(updated_at__lte=now)
        return set(rows.values_list("product", flat=True)), now

    told, since = late_and_early(lambda: mark(one), lambda: mark(two), ask)

    later = FavoriteProduct.objects.filter(updated_at__gt=since)
    again = set(later.values_list("product", flat=True))
    assert told | again == {two.pk}
    assert sync(client, PRODUCTS, EVER)[0] == {one.pk, two.pk}


def orders_of(user: Any) -> tuple[Order, Order]:
    one, two = (
        place_order(cart_id=make_cart((make_product(), 1)).pk, customer=user.customer)
        for _ in range(2)
    )
    return one, two


def pack(order: Order) -> None:
    move_items(items=order.items.all(), to="packed", by=None)


def test_a_move_that_is_committed_late_is_told(client_of: Any) -> None:
    """Of two vendors' orders of one customer."""
    user = make_user()
    one, two = orders_of(user)
    client = client_of(user)
    _, since = sync(client, ORDERS, EVER)

    told, later = late_and_early(
        lambda: pack(one), lambda: pack(two), lambda: sync(client, ORDERS, since)
    )

    again, _ = sync(client, ORDERS, later)
    assert told | again == {one.pk, two.pk}
    assert [order["status"] for order in client.get(ORDERS).json()] == ["packed"] * 2


def test_without_the_clock_a_late_move_is_missed(client_of: Any) -> None:
    """The control: the order's own lock does not help who reads all of them."""
    user = make_user()
    one, two = orders_of(user)
    _, since = sync(client_of(user), ORDERS, EVER)

    @transaction.atomic
    def move(order: Order) -> None:
        Order.objects.select_for_update().get(pk=order.pk)
        [moment] = naive_tick(customer_id=user.customer.pk)
        Order.objects.filter(pk=order.pk).update(status="packed", updated_at=moment)

    def ask() -> tuple[set[int], datetime]:
        now = timezone.now()
        rows = Order.objects.filter(updated_at__gt=since, updated_at__lte=now)
        return set(rows.values_list("pk", flat=True)), now

    told, later = late_and_early(lambda: move(one), lambda: move(two), ask)

    moved = Order.objects.filter(updated_at__gt=later)
    assert told | set(moved.values_list("pk", flat=True)) == {two.pk}
    assert Order.objects.filter(status="packed").count() == 2


def test_everything_at_once_ends_without_a_refusal_and_is_told(client_of: Any) -> None:
    """Marks, moves and orders of one customer take the same rows from many sides."""
    user = make_user()
    client = client_of(user)
    for _ in range(4):
        product, marked = make_product(inventory=50), make_product()
        orders = [
            place_order(cart_id=make_cart((product, 1)).pk, customer=user.customer)
            for _ in range(2)
        ]
        _, since = sync(client, ORDERS, EVER)
        carts = [make_cart((product, 1)), make_cart((product, 1))]

        results = together(
            *(
                lambda o=o: move_items(items=o.items.all(), to="cancelled", by=None)  # type: ignore[misc]
                for o in orders
            ),
            lambda: services.mark_product(customer=user.customer, product=marked),  # noqa: B023
            lambda: services.mark_product(customer=user.customer, product=product),  # noqa: B023
            lambda: place_order(cart_id=carts[0].pk, customer=user.customer),  # noqa: B023
            lambda: place_order(
                cart_id=carts[1].pk,  # noqa: B023
                customer=user.customer,
                payment_method="cash_on_delivery",
            ),
        )

        assert [r for r in results if isinstance(r, Exception)] == []
        placed = {result.pk for result in results[-2:]}
        told, _ = sync(client, ORDERS, since)
        assert told == {*(order.pk for order in orders), *placed}
    moments = Order.objects.values_list("updated_at", flat=True)
    assert len({*moments}) == len(moments)


def test_two_moments_of_one_customer_are_never_the_same() -> None:
    user, start = make_user(), Barrier(4)

    def mark(product: Product) -> None:
        start.wait(timeout=10)
        services.mark_product(customer=user.customer, product=product)

    products = [make_product() for _ in range(4)]
    results = together(*(lambda p=p: mark(p) for p in products))  # type: ignore[misc]

    assert results == [None] * 4
    moments = [row.updated_at for row in FavoriteProduct.objects.all()]
    assert len({*moments}) == 4
    clock = Customer.objects.get(pk=user.customer.pk).clock
    assert max(moments) == clock.moment
    assert connection.vendor == "mysql"
