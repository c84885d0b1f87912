"""What Chargily tells, or an enemy: kept once, looked up, and only then acted upon.

The store talks over real HTTP to a server that speaks Chargily's protocol.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from store.models import (
    LedgerEntry,
    Payment,
    PaymentEvent,
)
from store.payments import inbox
from tests.chargily.server import ChargilyServer
from tests.store.payments.pages import (
    aside,
    begin,
    post,
    sales,
    state,
)

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("chargily"),
]


def test_a_paid_page_pays_the_order_and_the_rounding_is_booked(
    chargily: ChargilyServer, payment: Payment
) -> None:
    answer = post(chargily.pay(payment.provider_id or ""))

    assert (answer.status_code, answer.json()) == (200, {"received": True})
    assert state(payment) == ("paid", "C")
    rows = LedgerEntry.objects.order_by("pk").values_list("kind", "amount")
    assert list(rows) == [
        ("sale", Decimal("149.49")),
        ("rounding", Decimal("-0.49")),
    ]
    event = PaymentEvent.objects.get()
    assert (event.kind, event.outcome) == ("checkout.paid", "paid")
    assert event.processed_at is not None


def test_news_that_comes_three_times_counts_once(
    chargily: ChargilyServer, payment: Payment
) -> None:
    webhook = chargily.pay(payment.provider_id or "")
    other = chargily.webhook(payment.provider_id or "", type="checkout.paid")

    assert [post(w).status_code for w in (webhook, webhook, other)] == [200] * 3

    assert sales() == 1
    assert PaymentEvent.objects.count() == 2
    assert aside() == []


@pytest.mark.parametrize("late", ["fail", "cancel", "expire"])
def test_paid_is_final_whatever_arrives_later(
    chargily: ChargilyServer, payment: Payment, late: str
) -> None:
    key = payment.provider_id or ""
    post(chargily.pay(key))
    chargily.change(key, status="failed")

    assert post(getattr(chargily, late)(key)).status_code == 200

    assert state(payment) == ("paid", "C")
    assert sales() == 1


@pytest.mark.parametrize(
    ("end", "status", "order_status"),
    [
        ("fail", "failed", "F"),
        ("cancel", "cancelled", "P"),
        ("expire", "expired", "F"),
    ],
)
def test_a_page_that_ends_unpaid_leaves_the_order_to_be_paid(
    chargily: ChargilyServer,
    payment: Payment,
    end: str,
    status: str,
    order_status: str,
) -> None:
    post(getattr(chargily, end)(payment.provider_id or ""))

    assert state(payment) == (status, order_status)
    again = begin(payment.order)
    post(chargily.pay(again.provider_id or ""))
    assert state(again) == ("paid", "C")


def test_money_on_a_page_that_had_expired_is_money(
    chargily: ChargilyServer, payment: Payment
) -> None:
    key = payment.provider_id or ""
    post(chargily.expire(key))

    post(chargily.pay(key))

    assert state(payment) == ("paid", "C")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda w: w.with_signature(None),
        lambda w: w.with_signature(""),
        lambda w: w.with_signature("0" * 64),
        lambda w: w.with_signature("é".encode() * 32),
        lambda w: w.with_signature(w.signature.upper()),
        lambda w: w.tampered(amount=1),
    ],
)
def test_what_is_not_signed_is_not_kept(
    chargily: ChargilyServer, payment: Payment, spoil: Any
) -> None:
    answer = post(spoil(chargily.pay(payment.provider_id or "")))

    assert (answer.status_code, answer.json()["code"]) == (403, "bad_signature")
    assert not PaymentEvent.objects.exists()
    assert state(payment) == ("pending", "P")


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff\xfe", b'{"id": 7}'])
def test_a_signed_body_that_is_no_event_is_refused(
    chargily: ChargilyServer, payment: Payment, body: bytes
) -> None:
    webhook = chargily.pay(payment.provider_id or "").with_body(body)

    answer = post(webhook)

    assert (answer.status_code, answer.json()["code"]) == (400, "unreadable_event")
    assert not PaymentEvent.objects.exists()


def test_what_an_event_says_is_not_believed(
    chargily: ChargilyServer, payment: Payment
) -> None:
    webhook = chargily.webhook(payment.provider_id or "", type="checkout.paid")

    post(webhook.with_data(status="paid", amount=149))

    assert state(payment) == ("pending", "P")
    assert sales() == 0


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"amount": 148}, "too_little"),
        ({"currency": "usd"}, "mismatch"),
        ({"metadata": {"order_id": "1", "payment_id": "999"}}, "mismatch"),
        ({"metadata": []}, "mismatch"),
    ],
)
def test_money_that_is_not_what_was_agreed_is_set_aside(
    chargily: ChargilyServer, payment: Payment, fields: Any, reason: str
) -> None:
    webhook = chargily.pay(payment.provider_id or "")
    chargily.change(payment.provider_id or "", **fields)

    post(webhook)

    assert state(payment) == ("paid", "P")
    assert sales() == 0
    assert aside() == [(reason, Decimal(fields.get("amount", 149)))]


def test_more_than_was_asked_for_pays_and_the_rest_is_set_aside(
    chargily: ChargilyServer, payment: Payment
) -> None:
    webhook = chargily.pay(payment.provider_id or "")
    chargily.change(payment.provider_id or "", amount=150)

    post(webhook)

    assert state(payment) == ("paid", "C")
    assert aside() == [("too_much", Decimal(1))]


def test_money_of_the_test_mode_is_none(
    chargily: ChargilyServer, payment: Payment
) -> None:
    webhook = chargily.pay(payment.provider_id or "")
    chargily.change(payment.provider_id or "", livemode=True)

    post(webhook)

    assert state(payment) == ("pending", "P")
    assert aside() == []


def test_money_on_a_page_that_is_none_of_ours_is_set_aside_once(
    chargily: ChargilyServer, payment: Payment
) -> None:
    webhook = chargily.pay(payment.provider_id or "")
    Payment.objects.all().delete()

    for copy in (webhook, webhook.changed(id="other")):
        post(copy)

    assert aside() == [("no_order", Decimal(149))]


def test_news_before_the_page_was_written_down_finds_its_payment(
    chargily: ChargilyServer, payment: Payment
) -> None:
    webhook = chargily.pay(payment.provider_id or "")
    Payment.objects.update(provider_id=None, checkout_url="")

    post(webhook)

    assert state(payment) == ("paid", "C")
    assert payment.provider_id in chargily.checkouts


def test_an_event_that_cannot_be_looked_up_is_done_later(
    chargily: ChargilyServer, payment: Payment
) -> None:
    webhook = chargily.pay(payment.provider_id or "")
    chargily.refuse_next(503, times=3)

    assert post(webhook).status_code == 200
    event = PaymentEvent.objects.get()
    assert (event.processed_at, event.attempts) == (None, 1)
    assert inbox.process_due_events() == 0
    PaymentEvent.objects.update(next_attempt_at=timezone.now())

    assert inbox.process_due_events() == 1
    assert state(payment) == ("paid", "C")


def test_an_event_whose_worker_was_lost_is_found(
    chargily: ChargilyServer, payment: Payment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.shared.queueing.task_waits.send_robust", lambda **_: [])
    post(chargily.pay(payment.provider_id or ""))
    assert state(payment) == ("pending", "P")

    assert inbox.process_due_events() == 1

    assert state(payment) == ("paid", "C")
