"""Pages of Chargily: begun once, looked at again, closed.

The store talks over real HTTP to a server that speaks Chargily's protocol.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from store.models import (
    Order,
    Payment,
    Refund,
)
from store.orders.moves import cancel_lines
from store.payments import polling
from store.payments.errors import NothingDue, ProviderUnreachable
from store.payments.online import begin_online, refresh
from store.payments.services import cancel_payment, start_payment
from tests.chargily.server import ChargilyServer
from tests.store.payments.pages import (
    URL,
    aside,
    begin,
    due_now,
    post,
    sales,
    state,
)

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("chargily"),
]


def test_a_page_asks_for_whole_dinars_and_says_whose_it_is(
    chargily: ChargilyServer, payment: Payment
) -> None:
    [checkout] = chargily.checkouts.values()

    assert (payment.amount, payment.currency) == (Decimal("149.00"), "DZD")
    assert (checkout["amount"], checkout["currency"]) == (149, "dzd")
    assert checkout["metadata"] == {
        "order_id": str(payment.order_id),
        "payment_id": str(payment.pk),
    }
    assert checkout["webhook_endpoint"] == URL
    assert payment.checkout_url == checkout["checkout_url"]
    assert payment.provider_id == checkout["id"]


def test_asked_twice_the_page_is_the_same(
    chargily: ChargilyServer, payment: Payment
) -> None:
    again = begin(payment.order)

    assert (again.pk, again.checkout_url) == (payment.pk, payment.checkout_url)
    assert len(chargily.checkouts) == 1


def test_a_page_that_has_ended_is_replaced(
    chargily: ChargilyServer, payment: Payment
) -> None:
    chargily.expire(payment.provider_id or "")
    Payment.objects.update(created_at=timezone.now() - timedelta(minutes=31))

    again = begin(payment.order)

    assert again.pk != payment.pk
    assert state(payment) == ("expired", "P")
    assert len(chargily.checkouts) == 2


@pytest.mark.parametrize("fault", ["refuse", "hang", "drop", "garbage"])
def test_without_an_answer_the_attempt_waits_for_the_next_try(
    chargily: ChargilyServer, order: Order, settings: Any, fault: str
) -> None:
    settings.CHARGILY_READ_TIMEOUT = 0.3
    {
        "refuse": lambda: chargily.refuse_next(500),
        "hang": lambda: chargily.hang_next(2, works=True),
        "drop": lambda: chargily.drop_next(works=True),
        "garbage": lambda: chargily.garble_next(b"<html>"),
    }[fault]()

    with pytest.raises(ProviderUnreachable):
        begin(order)
    payment = begin(order)

    assert Payment.objects.count() == 1
    assert payment.checkout_url
    assert state(payment) == ("pending", "P")


def test_an_order_that_is_paid_gets_no_page(
    chargily: ChargilyServer, payment: Payment
) -> None:
    post(chargily.pay(payment.provider_id or ""))

    with pytest.raises(NothingDue):
        begin(payment.order)


def test_the_buyers_return_asks_chargily(
    chargily: ChargilyServer, payment: Payment
) -> None:
    refresh(payment=payment)
    assert state(payment) == ("pending", "P")
    chargily.pay(payment.provider_id or "")

    refresh(payment=payment)

    assert state(payment) == ("paid", "C")


@pytest.mark.parametrize("order_of_news", ["return first", "webhook first"])
def test_return_and_webhook_end_in_the_same_state(
    chargily: ChargilyServer, payment: Payment, order_of_news: str
) -> None:
    webhook = chargily.pay(payment.provider_id or "")
    news = [lambda: refresh(payment=payment), lambda: post(webhook)]
    if order_of_news == "webhook first":
        news.reverse()

    for tell in news:
        tell()

    assert state(payment) == ("paid", "C")
    assert sales() == 1
    assert aside() == []


def test_polling_finds_what_no_webhook_told(
    chargily: ChargilyServer, payment: Payment
) -> None:
    chargily.pay(payment.provider_id or "")
    assert polling.check_due_payments() == 0  # its time has not come
    due_now()

    assert polling.check_due_payments() == 1

    assert state(payment) == ("paid", "C")
    assert payment.next_check_at is None


def test_polling_comes_back_ever_later_while_nothing_happens(
    chargily: ChargilyServer, payment: Payment
) -> None:
    waits = []
    for fault in (False, False, True, False):
        due_now()
        if fault:
            chargily.refuse_next(500, times=3)
        polling.check_due_payments()
        payment.refresh_from_db()
        assert payment.next_check_at is not None
        waits.append(payment.next_check_at - timezone.now())

    assert [round(wait.total_seconds() / 60) for wait in waits] == [1, 2, 3, 5]
    assert state(payment) == ("pending", "P")


def test_a_page_that_chargily_does_not_know_is_given_up(
    chargily: ChargilyServer, payment: Payment
) -> None:
    chargily.checkouts.clear()
    due_now()

    polling.check_due_payments()

    assert state(payment) == ("failed", "F")
    assert payment.next_check_at is None


def test_what_the_buyer_gives_up_is_closed_at_chargily(
    chargily: ChargilyServer, payment: Payment
) -> None:
    cancel_payment(payment=payment, by=None)

    assert state(payment)[0] == "cancelled"
    assert chargily.checkouts[payment.provider_id or ""]["status"] == "expired"
    assert payment.next_check_at is None


def test_an_order_that_is_cancelled_closes_its_page(
    chargily: ChargilyServer, payment: Payment
) -> None:
    cancel_lines(order=payment.order, item_ids=None, until="packed", by=None)

    assert state(payment)[0] == "cancelled"
    assert chargily.checkouts[payment.provider_id or ""]["status"] == "expired"


def test_who_pays_while_the_order_is_cancelled_is_owed_the_money(
    chargily: ChargilyServer, payment: Payment
) -> None:
    webhook = chargily.pay(payment.provider_id or "")

    cancel_lines(order=payment.order, item_ids=None, until="packed", by=None)
    post(webhook)

    assert state(payment)[0] == "paid"
    assert aside() == [("cancelled", Decimal(149))]
    assert Order.objects.get().status == "cancelled"
    assert sales() == 0
    assert not Refund.objects.exists()


def test_what_is_paid_twice_on_two_pages_is_set_aside_once(
    chargily: ChargilyServer, payment: Payment
) -> None:
    start_payment(order=payment.order, method="manual", by=None)
    second = begin(payment.order)

    post(chargily.pay(second.provider_id or ""))
    chargily.change(payment.provider_id or "", status="pending")
    post(chargily.pay(payment.provider_id or ""))

    assert state(payment) == ("paid", "C")
    assert state(second) == ("paid", "C")
    assert sales() == 1
    assert aside() == [("already_paid", Decimal(149))]


def test_a_webhook_over_real_http_pays(
    chargily: ChargilyServer, order: Order, live_server: Any
) -> None:
    address = f"{live_server.url}/store/payments/chargily/webhook/"
    payment = begin_online(order=order, by=None, webhook_url=address)

    assert chargily.pay(payment.provider_id or "").send() == 200

    assert state(payment) == ("paid", "C")
