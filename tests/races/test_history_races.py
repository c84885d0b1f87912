"""Two processes write down what one customer saw, and locks that others hold."""

from __future__ import annotations

from threading import Event
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from store.catalog.stock import lock_products
from store.customers.models import Customer
from store.insights import recording
from store.insights.recording import clear_history, record_batch, record_seen
from store.insights.seen import Key, Kind, Seen
from store.insights.words import digest_of
from store.models import ProductView, SearchQuery
from tests.builders import make_product, make_user
from tests.races.together import together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.mariadb]
WRITERS, TIMES, ROUNDS = 6, 3, 5


def batch_of(user: Any, *products: Any) -> dict[Key, Seen]:
    now = timezone.now()
    views = {Key(user.pk, Kind.VIEWED, one.pk): Seen(now, TIMES) for one in products}
    search = Key(user.pk, Kind.SEARCHED, digest_of("mango"))
    return {**views, search: Seen(now, TIMES, "mango")}


def write_at_once() -> tuple[list[Any], list[int]]:
    """What the writers answered, and how often each entry counts afterwards."""
    user, products = make_user(), [make_product(), make_product()]
    entries = batch_of(user, *products)
    answers = together(
        *[lambda: record_seen(user_id=user.pk, entries=entries)] * WRITERS
    )
    return answers, [
        *ProductView.objects.filter(customer__user=user).values_list(
            "times", flat=True
        ),
        *SearchQuery.objects.filter(customer__user=user).values_list(
            "times", flat=True
        ),
    ]


def test_what_several_processes_write_at_once_adds_up() -> None:
    for _ in range(ROUNDS):
        answers, times = write_at_once()

        assert answers == [None] * WRITERS
        assert times == [WRITERS * TIMES] * 3


def test_without_the_lock_it_does_not_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the same statements, and nobody waits for anybody."""
    monkeypatch.setattr(
        recording, "lock_customer", lambda *, pk: Customer.objects.get(pk=pk)
    )

    outcomes = [write_at_once() for _ in range(ROUNDS)]

    assert any(
        any(answers) or times != [WRITERS * TIMES] * 3 for answers, times in outcomes
    )


def test_what_is_cleared_while_it_is_written_does_not_come_back() -> None:
    for _ in range(ROUNDS):
        user, product = make_user(), make_product()
        entries = batch_of(user, product)

        together(
            *[lambda: record_seen(user_id=user.pk, entries=entries)] * 3,  # noqa: B023
            lambda: clear_history(customer=user.customer),  # noqa: B023
        )

        assert not ProductView.objects.filter(customer__user=user).exists()
        assert not SearchQuery.objects.filter(customer__user=user).exists()


def test_a_history_does_not_wait_for_a_checkout_of_the_product() -> None:
    """Nor a checkout for it: with a constraint on the product this would be a deadlock."""
    user, product = make_user(), make_product()
    sold, written = Event(), Event()

    def check_out() -> None:
        with transaction.atomic():
            lock_products([product.pk])
            sold.set()
            assert written.wait(10)

    def write_down() -> dict[Key, Seen]:
        assert sold.wait(10)
        with connection.cursor() as cursor:
            cursor.execute("SET SESSION innodb_lock_wait_timeout = 1")
        try:
            return record_batch(batch_of(user, product))
        finally:
            written.set()

    assert together(check_out, write_down) == [None, {}]
    assert ProductView.objects.get().product == product
