"""A coupon is used as often as it may be, whoever comes at the same moment."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from django.db.models import F

from store.models import Coupon, CouponUse, Order
from store.orders.checkout import place_order
from store.orders.moves import cancel_lines
from store.orders.services import delete_order
from store.pricing import services
from store.pricing.errors import CouponAlreadyUsed, CouponUsedUp
from tests.builders import (
    make_cart,
    make_coupon,
    make_customer,
    make_order,
    make_product,
    make_user,
)
from tests.races.together import together
from tests.races.unlocked import without_the_clock

pytestmark = [pytest.mark.mariadb, pytest.mark.django_db(transaction=True)]


def buy_at_once(customers: list[Any]) -> list[Any]:
    """Each a product of their own, all with the coupon SAVE."""
    return together(
        *(
            partial(
                place_order,
                cart_id=make_cart((make_product(), 1)).pk,
                customer=customer,
                coupon_code="SAVE",
            )
            for customer in customers
        )
    )


def orders_of(results: list[Any]) -> int:
    return sum(isinstance(result, Order) for result in results)


def test_ten_buyers_of_three_uses_make_three_orders() -> None:
    coupon = make_coupon(code="SAVE", max_uses=3)

    results = buy_at_once([make_customer() for _ in range(10)])

    coupon.refresh_from_db()
    assert orders_of(results) == 3
    assert sum(isinstance(result, CouponUsedUp) for result in results) == 7
    assert (coupon.used, CouponUse.objects.count(), Order.objects.count()) == (3, 3, 3)


def test_one_customer_at_two_tills_uses_it_once() -> None:
    make_coupon(code="SAVE", max_uses_per_customer=1)
    for number in range(1, 6):
        results = buy_at_once([make_customer()] * 2)

        assert orders_of(results) == 1
        assert sum(isinstance(result, CouponAlreadyUsed) for result in results) == 1
        assert Coupon.objects.get().used == CouponUse.objects.count() == number


def test_without_the_conditional_update_more_buyers_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The control: look at the counter that was read, then count up."""

    def look_and_count(*, coupon: Coupon, order_id: int, customer_id: int) -> None:
        services.refuse_used(coupon=coupon, customer_id=customer_id)
        Coupon.objects.filter(pk=coupon.pk).update(used=F("used") + 1)
        CouponUse.objects.create(
            coupon=coupon, order_id=order_id, customer_id=customer_id
        )

    monkeypatch.setattr("store.orders.checkout.redeem", look_and_count)
    make_coupon(code="SAVE", max_uses=3)

    results = buy_at_once([make_customer() for _ in range(10)])

    assert orders_of(results) > 3


def test_without_the_lock_one_customer_uses_it_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The control: both count the uses first, then each takes the row."""
    both_counted = Barrier(2)

    def count_and_take(*, coupon: Coupon, order_id: int, customer_id: int) -> None:
        services.refuse_used(coupon=coupon, customer_id=customer_id)
        with suppress(BrokenBarrierError):
            both_counted.wait(timeout=5)
        Coupon.objects.filter(pk=coupon.pk).update(used=F("used") + 1)
        CouponUse.objects.create(
            coupon=coupon, order_id=order_id, customer_id=customer_id
        )

    monkeypatch.setattr("store.orders.checkout.redeem", count_and_take)
    without_the_clock(monkeypatch)
    make_coupon(code="SAVE", max_uses_per_customer=1)

    assert orders_of(buy_at_once([make_customer()] * 2)) == 2


def test_a_use_is_given_back_once_however_many_end_the_order_at_once() -> None:
    make_coupon(code="SAVE", max_uses=9)
    staff = make_user(is_staff=True)
    kept = make_order(None, coupon="SAVE")
    for _ in range(5):
        order = make_order(None, coupon="SAVE")
        cancel = partial(
            cancel_lines, order=order, item_ids=None, until="shipped", by=staff
        )

        together(cancel, cancel, partial(delete_order, order=order))

        assert Coupon.objects.get().used == 1
        assert CouponUse.objects.get().order_id == kept.pk


def test_buying_and_cancelling_at_once_never_deadlocks() -> None:
    make_coupon(code="SAVE")
    product, staff = make_product(inventory=10_000), make_user(is_staff=True)
    orders = [make_order(None, (product, 1), coupon="SAVE") for _ in range(8)]
    calls = [
        partial(cancel_lines, order=order, item_ids=None, until="shipped", by=staff)
        for order in orders
    ]
    calls += [
        partial(
            place_order,
            cart_id=make_cart((product, 1)).pk,
            customer=make_customer(),
            coupon_code="SAVE",
        )
        for _ in range(8)
    ]

    results = together(*calls)

    assert not [result for result in results if isinstance(result, Exception)]
    assert Coupon.objects.get().used == CouponUse.objects.count() == 8
