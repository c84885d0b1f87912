"""News about one payment from all sides at once ends in one state, and is booked once."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from functools import partial
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client

from store.models import Customer, LedgerEntry, Order, Payment, UnappliedPayment
from store.orders.checkout import place_order
from store.orders.models import OrderItem
from store.orders.moves import cancel_lines
from store.payments import books, cash
from store.payments.errors import IllegalPaymentStep, TooMuchCash
from store.payments.online import begin_online, refresh
from store.payments.polling import check_payment
from store.payments.services import start_payment
from tests.builders import make_cart, make_customer, make_product, make_vendor
from tests.chargily.server import ChargilyServer
from tests.races.together import together
from tests.races.unlocked import without_the_clock

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.mariadb]
URL = "http://testserver/store/payments/chargily/webhook/"


def place(method: str = "", customer: Any = None, **product: Any) -> Order:
    cart = make_cart((make_product(**product), 1))
    return place_order(
        cart_id=cart.pk, customer=customer or make_customer(), payment_method=method
    )


def begin(order: Order) -> Payment:
    return begin_online(order=order, by=None, webhook_url=URL)


def post(webhook: Any) -> int:
    return Client().post(webhook.path, **webhook.for_client()).status_code


def sales() -> int:
    return LedgerEntry.objects.filter(kind="sale").count()


def state(order: Order) -> tuple[str, str, list[str]]:
    order.refresh_from_db()
    payments = order.payments.order_by("pk").values_list("status", flat=True)
    return order.status, order.payment_status, list(payments)


def test_return_webhooks_and_polling_at_once_pay_once(chargily: ChargilyServer) -> None:
    order = place()
    payment = begin(order)
    webhook = chargily.pay(payment.provider_id or "")
    calls = [partial(post, webhook), partial(post, webhook.changed(id="other"))] * 2
    calls += [partial(refresh, payment=payment), partial(check_payment, payment)]

    results = together(*calls)

    assert results == [200] * 4 + [None] * 2
    assert state(order) == ("order_placed", "C", ["paid"])
    assert sales() == 1
    assert not UnappliedPayment.objects.exists()


def test_without_the_locks_only_the_database_stops_the_second_booking(
    chargily: ChargilyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: both find nothing booked. A unique key, or a deadlock, is what is left."""

    def look(*, order_id: int) -> books.Books:
        lines = OrderItem.objects.filter(order=order_id).order_by("pk")
        order = Order.objects.get(pk=order_id)
        payments = Payment.objects.filter(order=order_id)
        found = books.Books(books.Locked(order, list(lines)), list(payments), set())
        meet.wait(timeout=10)
        return found

    order = place()
    payment = begin(order)
    chargily.pay(payment.provider_id or "")
    meet = Barrier(2)
    monkeypatch.setattr("store.payments.online.open_books", look)
    monkeypatch.setattr("store.shared.retrying.RETRIES", 0)

    results = together(*[partial(refresh, payment=payment)] * 2)

    assert results.count(None) == 1
    assert sum(isinstance(result, DatabaseError) for result in results) == 1


@pytest.mark.parametrize("attempt", range(5))
def test_a_cancel_and_the_money_for_it_at_once_lose_nothing(
    chargily: ChargilyServer, attempt: int
) -> None:
    order = place(inventory=5)
    payment = begin(order)
    webhook = chargily.pay(payment.provider_id or "")
    cancel = partial(cancel_lines, order=order, item_ids=None, until="packed", by=None)

    assert together(cancel, partial(post, webhook)) == [None, 200]

    status, payment_status, payments = state(order)
    assert (status, payments) == ("cancelled", ["paid"])
    aside = UnappliedPayment.objects.filter(reason="cancelled").count()
    refunded = order.refunds.count()
    # Whoever came first, the buyer is owed the money once, and the books are even.
    assert aside + refunded == 1
    assert payment_status == ("R" if refunded else "P")
    assert LedgerEntry.objects.balance() == 0
    assert order.items.get().product.inventory == 5


def test_two_taps_begin_one_payment(chargily: ChargilyServer) -> None:
    order = place()

    first, second, third = together(*[partial(begin, order)] * 3)

    assert first.pk == second.pk == third.pk
    assert first.checkout_url == second.checkout_url == third.checkout_url
    assert state(order)[2] == ["pending"]


def test_cash_is_collected_once(db: Any) -> None:
    order = place("cash_on_delivery", vendor=make_vendor())
    OrderItem.objects.update(status="shipped")
    payment = Payment.objects.get()

    calls = [partial(cash.collect, payment=payment, held_by="vendor", by=None)] * 4
    results = together(*calls)

    refused = [r for r in results if isinstance(r, IllegalPaymentStep)]
    assert (results.count(None), len(refused)) == (1, 3)
    assert state(order) == ("delivered", "C", ["collected"])
    assert LedgerEntry.objects.balance() == 0  # the cash is with the vendor


def test_collected_and_refused_at_once_is_one_of_them() -> None:
    order = place("cash_on_delivery", vendor=make_vendor(), inventory=5)
    OrderItem.objects.update(status="shipped")
    payment = Payment.objects.get()

    results = together(
        partial(cash.collect, payment=payment, held_by="vendor", by=None),
        partial(cash.refuse, payment=payment, by=None),
    )

    assert sorted(type(r).__name__ for r in results) == [
        "IllegalPaymentStep",
        "NoneType",
    ]
    product = order.items.get().product
    ends = {
        ("delivered", "C", ("collected",), 4, 1),
        ("returned", "F", ("refused",), 5, 0),
    }
    status, payment_status, payments = state(order)
    assert (
        *(status, payment_status, tuple(payments)),
        *(product.inventory, sales()),
    ) in ends


def test_orders_at_once_keep_to_the_limit_of_cash(settings: Any) -> None:
    settings.STORE_CASH_LIMIT = Decimal("25")
    alice = make_customer()
    calls = [partial(place, "cash_on_delivery", alice)] * 5

    results = together(*calls)

    placed = [r for r in results if isinstance(r, Order)]
    assert len(placed) == 2
    assert sum(isinstance(r, TooMuchCash) for r in results) == 3


def test_orders_at_once_pass_a_limit_that_is_not_locked(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: without the customer's lock each sees no other."""
    settings.STORE_CASH_LIMIT = Decimal("25")
    every, all_here = Customer.objects.all(), Barrier(5)

    def wait_for_the_others_and_lock_nothing() -> Any:
        with suppress(BrokenBarrierError):
            all_here.wait(timeout=5)
        return every

    monkeypatch.setattr(
        Customer.objects, "select_for_update", wait_for_the_others_and_lock_nothing
    )
    without_the_clock(monkeypatch)
    alice = make_customer()

    results = together(*[partial(place, "cash_on_delivery", alice)] * 5)

    assert sum(isinstance(r, Order) for r in results) > 2


def test_two_ways_to_pay_chosen_at_once_leave_one_under_way() -> None:
    order = place()

    together(
        partial(start_payment, order=order, method="manual", by=None),
        partial(start_payment, order=order, method="cash_on_delivery", by=None),
    )

    assert sorted(state(order)[2]) in (
        ["cancelled", "pending"],
        ["cancelled", "to_confirm"],
    )
