"""Carts that are claimed while something else happens to them: no line is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from threading import Barrier
from typing import Any

import pytest
from rest_framework.test import APIClient

from store.carts import claims
from store.models import Cart, CartItem, ClaimedCart, Customer, Order, OrderItem
from tests.builders import make_cart, make_product, make_user
from tests.races.together import together

pytestmark = [pytest.mark.mariadb, pytest.mark.django_db(transaction=True)]
ROUNDS = 10


def post(url: str, body: dict[str, Any], user: Any = None) -> int:
    client = APIClient()
    client.force_authenticate(user=user)
    return client.post(url, body, format="json").status_code


def claim(cart: Cart, user: Any) -> Callable[[], int]:
    return lambda: post(f"/store/carts/{cart.pk}/claim/", {}, user)


def add(cart: Cart, product: Any) -> Callable[[], int]:
    body = {"product_id": product.pk, "quantity": 1}
    return lambda: post(f"/store/carts/{cart.pk}/items/", body)


def add_to_own(user: Any, product: Any) -> Callable[[], int]:
    body = {"product_id": product.pk, "quantity": 1}
    return lambda: post("/store/carts/mine/items/", body, user)


def check_out(cart: Cart, user: Any) -> Callable[[], int]:
    return lambda: post("/store/orders/", {"cart_id": str(cart.pk)}, user)


def held(*users: Any) -> int:
    """What lies in the users' own carts."""
    lines = CartItem.objects.filter(cart__customer__user__in=users)
    return sum(lines.values_list("quantity", flat=True))


def ordered(user: Any) -> int:
    lines = OrderItem.objects.filter(order__customer__user=user)
    return sum(lines.values_list("quantity", flat=True))


@pytest.fixture
def no_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """For the controls: rows are read without waiting for anybody."""
    for model in (Cart, CartItem, Customer):
        monkeypatch.setattr(
            type(model.objects.all()), "select_for_update", lambda self, **options: self
        )


def meet_after(monkeypatch: pytest.MonkeyPatch, name: str, parties: int = 2) -> Barrier:
    """Let the claims go on together once each of them has done this."""
    real, met = getattr(claims, name), Barrier(parties)

    def done(*args: Any, **kwargs: Any) -> Any:
        result = real(*args, **kwargs)
        met.wait(timeout=10)
        return result

    monkeypatch.setattr(claims, name, done)
    return met


# --- One cart, claimed twice ------------------------------------------------------


@pytest.mark.parametrize("has_own", [True, False])
def test_two_clicks_of_one_customer_take_65_lines_along_once(has_own: bool) -> None:
    products = [make_product() for _ in range(65)]
    for _ in range(5):
        user = make_user()
        if has_own:
            lines = ((product, 1) for product in products[:30])
            make_cart(*lines, customer=user.customer)
        cart = make_cart(*((product, 2) for product in products))

        statuses = together(claim(cart, user), claim(cart, user))

        own = Cart.objects.get(customer=user.customer)
        assert statuses == [200, 200]
        assert own.items.count() == 65
        assert held(user) == 65 * 2 + (30 if has_own else 0)
        assert not Cart.objects.filter(pk=cart.pk).exclude(pk=own.pk).exists()


@pytest.mark.parametrize("owners", [0, 1, 2])
def test_of_two_customers_one_gets_the_cart_and_the_other_a_404(owners: int) -> None:
    product, other = make_product(), make_product()
    for _ in range(ROUNDS):
        users = [make_user(), make_user()]
        for user in users[:owners]:
            make_cart((product, 1), customer=user.customer)
        cart = make_cart((product, 3), (other, 4))

        statuses = together(*(claim(cart, user) for user in users))

        assert sorted(statuses) == [200, 404]
        winner, loser = sorted(users, key=lambda user: statuses[users.index(user)])
        assert ClaimedCart.objects.get(pk=cart.pk).customer == winner.customer
        assert held(winner) - held(loser) in {6, 7, 8}
        assert held(*users) == 7 + owners


def test_without_locks_lines_are_promised_to_both_and_one_loses_them(
    monkeypatch: pytest.MonkeyPatch, no_locks: None
) -> None:
    """The control; without the row that remembers the claim, which would catch it too."""
    monkeypatch.setattr(ClaimedCart.objects, "create", lambda **row: None)
    meet_after(monkeypatch, "lock_lines")
    product, users = make_product(), [make_user(), make_user()]
    for user in users:
        make_cart((make_product(), 1), customer=user.customer)
    cart = make_cart((product, 3))

    assert together(*(claim(cart, user) for user in users)) == [200, 200]

    assert sorted([held(users[0]), held(users[1])]) == [1, 4]


def test_without_locks_the_row_that_remembers_a_claim_still_refuses_the_second(
    no_locks: None,
) -> None:
    """The first line of defence, alone."""
    users = [make_user(), make_user()]
    for user in users:
        make_cart((make_product(), 1), customer=user.customer)
    cart = make_cart(*((make_product(), 1) for _ in range(65)))

    assert sorted(together(*(claim(cart, user) for user in users))) == [200, 404]

    assert sorted([held(users[0]), held(users[1])]) == [1, 66]


# --- Two carts, one customer ------------------------------------------------------


@pytest.mark.parametrize("has_own", [True, False])
def test_two_sign_ins_bring_two_carts_into_one(has_own: bool) -> None:
    product = make_product()
    for _ in range(ROUNDS):
        user = make_user()
        if has_own:
            make_cart((product, 1), customer=user.customer)
        carts = [make_cart((product, 2), (make_product(), 4)) for _ in range(2)]

        statuses = together(
            *(claim(cart, user) for cart in carts), add_to_own(user, product)
        )

        assert statuses == [200, 200, 201]
        assert held(user) == 13 + has_own
        own = Cart.objects.get(customer=user.customer)
        assert own.items.count() == 3
        others = Cart.objects.exclude(pk=own.pk)
        assert not others.filter(pk__in=[cart.pk for cart in carts]).exists()


def test_without_locks_of_two_carts_one_is_lost(
    monkeypatch: pytest.MonkeyPatch, no_locks: None
) -> None:
    """The control: both read what is there, add to that, and write."""
    meet_after(monkeypatch, "lock_lines")
    product, user = make_product(), make_user()
    make_cart((product, 1), customer=user.customer)
    carts = [make_cart((product, 2)) for _ in range(2)]

    assert together(*(claim(cart, user) for cart in carts)) == [200, 200]

    assert (held(user), Cart.objects.count()) == (3, 1)


def test_without_locks_of_two_carts_only_one_becomes_the_own(
    monkeypatch: pytest.MonkeyPatch, no_locks: None
) -> None:
    """The control: both see that there is none, and nobody looks again."""
    monkeypatch.setattr(claims, "ATTEMPTS", 1)
    meet_after(monkeypatch, "lock_carts")
    user = make_user()
    carts = [make_cart((make_product(), 2)) for _ in range(2)]

    statuses = together(*(claim(cart, user) for cart in carts))

    assert sorted(statuses) == [200, 409]
    assert held(user) == 2


# --- While the cart is filled, or ordered -----------------------------------------


@pytest.mark.parametrize("has_own", [True, False])
def test_what_was_added_in_time_is_taken_along_and_what_came_too_late_is_a_404(
    has_own: bool,
) -> None:
    product = make_product()
    for _ in range(20):
        user = make_user()
        if has_own:
            make_cart((product, 1), customer=user.customer)
        cart = make_cart((product, 3))

        claimed, *added = together(
            claim(cart, user), *(add(cart, make_product()) for _ in range(3))
        )

        assert claimed == 200
        assert set(added) <= {201, 404}
        assert held(user) == 3 + has_own + added.count(201)
    assert not CartItem.objects.filter(cart__customer=None).exists()


def test_without_locks_a_line_that_was_added_in_time_is_lost(
    monkeypatch: pytest.MonkeyPatch, no_locks: None
) -> None:
    """The control: the claim has read the lines, and goes on when another one is there."""
    met, product, user = (
        meet_after(monkeypatch, "lock_lines"),
        make_product(),
        make_user(),
    )
    make_cart((product, 1), customer=user.customer)
    cart = make_cart((product, 3))

    def add_then_let_go() -> int:
        status = add(cart, make_product())()
        met.wait(timeout=10)
        return status

    assert together(claim(cart, user), add_then_let_go) == [200, 201]

    assert held(user) == 4
    assert CartItem.objects.count() == 1


@pytest.mark.parametrize("which", ["own", "claimed"])
def test_a_checkout_at_the_same_moment_orders_nothing_twice_and_loses_nothing(
    which: str,
) -> None:
    product = make_product(inventory=10_000)
    answers = Counter[Any]()
    for _ in range(20):
        user = make_user()
        own = make_cart((product, 1), customer=user.customer)
        cart = make_cart((product, 3))
        bought = own if which == "own" else cart

        statuses = together(claim(cart, user), check_out(bought, user))

        answers[tuple(statuses)] += 1
        assert held(user) + ordered(user) == 4
        assert not CartItem.objects.filter(cart__customer=None).exists()
    both_ways = {(200, 201)} if which == "own" else {(200, 400), (404, 201)}
    assert answers.keys() <= both_ways
    orders = Order.objects.count()
    assert orders == sum(n for (_, code), n in answers.items() if code == 201)


def test_a_first_cart_that_is_claimed_and_ordered_at_once_is_ordered_once() -> None:
    product = make_product(inventory=10_000)
    for _ in range(20):
        user = make_user()
        cart = make_cart((product, 3))

        claimed, placed = together(claim(cart, user), check_out(cart, user))

        assert (claimed, placed) in {(200, 201), (404, 201)}
        assert (ordered(user), held(user)) == (3, 0)


def test_another_customers_checkout_of_the_cart_wins_or_finds_none() -> None:
    product = make_product(inventory=10_000)
    for _ in range(20):
        user, other = make_user(), make_user()
        make_cart((product, 1), customer=user.customer)
        cart = make_cart((product, 3))

        statuses = together(claim(cart, user), check_out(cart, other))

        assert tuple(statuses) in {(200, 400), (404, 201)}
        assert held(user) + ordered(other) == 4
