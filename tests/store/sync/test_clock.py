"""Moments of changes: each later than every one before."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from store.models import Customer, CustomerClock
from store.sync.services import STEP, tick, tick_each
from tests.builders import make_customer

pytestmark = pytest.mark.django_db


def test_moments_grow_also_when_the_clock_of_the_machine_was_set_back() -> None:
    customer = make_customer()
    ahead = timezone.now() + timedelta(hours=1)
    CustomerClock.objects.create(customer=customer, moment=ahead)

    with transaction.atomic():
        first, second = tick(customer_id=customer.pk, count=2)
        [third] = tick(customer_id=customer.pk)

    assert [first, second, third] == [ahead + n * STEP for n in (1, 2, 3)]
    assert CustomerClock.objects.get().moment == third


def test_the_first_moment_is_now_and_customers_have_clocks_of_their_own() -> None:
    one, other = make_customer(), make_customer()
    before = timezone.now()

    with transaction.atomic():
        [first] = tick(customer_id=one.pk)

    assert before <= first <= timezone.now()
    assert not CustomerClock.objects.filter(customer=other).exists()


def test_who_is_gone_changes_nothing() -> None:
    with pytest.raises(Customer.DoesNotExist), transaction.atomic():
        tick(customer_id=999_999)


def test_many_customers_get_moments_of_their_own_in_few_queries(
    django_assert_num_queries: Any,
) -> None:
    customers = [make_customer() for _ in range(5)]
    ahead = timezone.now() + timedelta(hours=1)
    for customer in customers[:2]:
        CustomerClock.objects.create(customer=customer, moment=ahead)
    counts = {customer.pk: number + 1 for number, customer in enumerate(customers)}

    with transaction.atomic(), django_assert_num_queries(4):
        first = tick_each(counts={**counts, 999_999: 1})

    assert first.keys() == counts.keys()
    assert {first[customer.pk] for customer in customers[:2]} == {ahead + STEP}
    for clock in CustomerClock.objects.all():
        assert clock.moment == first[clock.pk] + (counts[clock.pk] - 1) * STEP


@pytest.mark.django_db(transaction=True)
def test_a_moment_needs_a_transaction() -> None:
    customer = make_customer()

    with pytest.raises(transaction.TransactionManagementError):
        tick(customer_id=customer.pk)

    assert not CustomerClock.objects.exists()
