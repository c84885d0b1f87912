"""One item given twice at once."""

from __future__ import annotations

from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError

from store.library.services import grant_item, set_items
from store.models import LibraryEntry
from store.orders.checkout import place_order
from tests.builders import make_cart, make_product, make_user
from tests.races.together import together

pytestmark = [pytest.mark.mariadb, pytest.mark.django_db(transaction=True)]


def test_four_gifts_at_once_make_one_entry_and_one_of_them_is_new() -> None:
    staff, customer = make_user(is_staff=True), make_user().customer
    for _ in range(5):
        product = make_product()

        def give(product: Any = product) -> bool:
            return grant_item(customer=customer, product=product, by=staff)

        results = together(*[give] * 4)

        assert sorted(results) == [False, False, False, True]
        assert LibraryEntry.objects.filter(product=product).count() == 1


def test_without_the_locks_the_second_gift_is_an_error() -> None:
    """The control: look, wait for the other to have looked, write."""
    customer, product = make_user().customer, make_product()
    looked = Barrier(2)

    def naive() -> None:
        there = LibraryEntry.objects.filter(customer=customer, product=product).exists()
        looked.wait(timeout=10)
        if not there:
            LibraryEntry.objects.create(customer=customer, product=product)

    results = together(naive, naive)

    assert sorted(type(result) for result in results if result) == [IntegrityError]


def test_two_sets_of_items_at_once_leave_one_of_them() -> None:
    staff, customer = make_user(is_staff=True), make_user().customer
    first, second = ({make_product().pk for _ in range(5)} for _ in range(2))
    both = next(iter(first)), next(iter(second))
    first, second = first | {both[1]}, second | {both[0]}
    for _ in range(10):
        results = together(
            lambda: set_items(customer=customer, product_ids=first, by=staff),
            lambda: set_items(customer=customer, product_ids=second, by=staff),
        )

        assert results == [None, None]
        left = set(customer.library.values_list("product_id", flat=True))
        assert left in (first, second)


def test_giving_and_ordering_one_product_do_not_wait_for_each_other() -> None:
    staff, buyer = make_user(is_staff=True), make_user()
    for _ in range(10):
        product = make_product()
        cart = make_cart((product, 1))

        results = together(
            lambda: grant_item(customer=buyer.customer, product=product, by=staff),  # noqa: B023
            lambda: place_order(cart_id=cart.pk, customer=buyer.customer),  # noqa: B023
        )

        assert results[0] is True
        assert not isinstance(results[1], Exception)
