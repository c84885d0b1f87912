"""Two equal steps with money at once: one is taken, the other a 409. With controls."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.db import models
from rest_framework.test import APIClient

from store.models import LedgerEntry, Order, Payment, Refund
from store.orders.moves import cancel_lines, move_items
from store.payments.services import record_transfer
from tests.builders import (
    make_customer,
    make_order,
    make_product,
    make_user,
    make_vendor,
)
from tests.races.together import together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.mariadb]
ROUNDS = 6


def send(url: str, body: dict[str, Any], user: Any) -> int:
    client = APIClient(raise_request_exception=False)
    client.force_authenticate(user=user)
    return client.post(url, body, format="json").status_code


def paid_with(method: str) -> Payment:
    line = (make_product(vendor=make_vendor()), 1)
    return make_order(None, line, payment_method=method).payments.get()


def to_collect() -> tuple[str, dict[str, Any]]:
    payment = paid_with("cash_on_delivery")
    for status in ("packed", "shipped", "delivered"):
        move_items(items=list(payment.order.items.all()), to=status, by=None)
    url = f"/store/orders/{payment.order_id}/payments/{payment.pk}/collect/"
    return url, {"held_by": "vendor"}


def to_record() -> tuple[str, dict[str, Any]]:
    payment = paid_with("manual")
    url = f"/store/orders/{payment.order_id}/payments/{payment.pk}/record/"
    return url, {"reference": "CCP 7"}


def to_pay_back() -> tuple[str, dict[str, Any]]:
    payment = paid_with("manual")
    record_transfer(payment=payment, amount=None, reference="1", by=None)
    cancel_lines(order=payment.order, item_ids=None, until="packed", by=None)
    refund = Refund.objects.get(order=payment.order)
    return f"/store/refunds/{refund.pk}/pay/", {"paid_by": "vendor"}


STEPS = [
    (to_collect, "cash_collected"),
    (to_record, "sale"),
    (to_pay_back, "refund_advanced"),
]


@pytest.mark.parametrize(("make", "kind"), STEPS)
def test_of_two_equal_steps_at_once_the_second_is_refused(
    make: Callable[[], Any], kind: str
) -> None:
    staff = make_user(is_staff=True)
    for _ in range(ROUNDS):
        url, body = make()

        answers = together(*[partial(send, url, body, staff)] * 2)

        assert sorted(answers) == [200, 409]
    assert LedgerEntry.objects.filter(kind=kind).count() == ROUNDS


@pytest.mark.parametrize(("make", "kind"), STEPS)
def test_without_locks_and_keys_the_ledger_has_it_twice(
    make: Callable[[], Any], kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: nothing is locked, and no key refuses the second row."""
    monkeypatch.setattr(
        models.QuerySet, "select_for_update", lambda self, **options: self
    )
    numbers = iter(range(10**6))
    monkeypatch.setattr(
        LedgerEntry.objects._queryset_class,
        "bulk_create",
        lambda self, rows, **options: [
            models.QuerySet.bulk_create(self, [keyed(row, next(numbers))])
            for row in rows
        ],
    )
    staff = make_user(is_staff=True)
    for _ in range(ROUNDS):
        url, body = make()
        together(*[partial(send, url, body, staff)] * 2)

    assert LedgerEntry.objects.filter(kind=kind).count() > ROUNDS


def keyed(row: LedgerEntry, number: int) -> LedgerEntry:
    row.key = f"{row.key}:{number}"
    return row


def test_cash_begun_for_two_orders_at_once_counts_against_one_limit(
    settings: Any,
) -> None:
    settings.STORE_CASH_LIMIT = Decimal(15)
    for _ in range(ROUNDS):
        customer = make_customer()
        orders: list[Order] = [make_order(customer) for _ in range(2)]

        answers = together(
            *[
                partial(
                    send,
                    f"/store/orders/{order.pk}/payments/",
                    {"method": "cash_on_delivery"},
                    customer.user,
                )
                for order in orders
            ]
        )

        assert sorted(answers) == [201, 409]
