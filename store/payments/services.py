"""Attempts to pay: beginning them, and what staff record by hand."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from django.conf import settings
from django.db.models import Sum

from store.customers.services import lock_customer
from store.orders.changes import save_changes
from store.orders.choices import PaymentStatus
from store.orders.models import Order, OrderItem
from store.payments.books import (
    Books,
    adjust_open,
    move_payment,
    open_books,
    settle,
    total_of,
)
from store.payments.choices import OPEN, AttemptStatus, PaymentMethod
from store.payments.errors import (
    AmountTooSmall,
    IllegalPaymentStep,
    NothingDue,
    PaymentFinal,
    TooMuchCash,
)
from store.payments.methods import Method, method_called
from store.payments.models import Payment
from store.payments.receiving import receive
from store.shared.retrying import retried


def begin_payments(*, order: Order, items: list[OrderItem]) -> None:
    """In the transaction that places an order: its first attempt, and the limit of cash.

    What costs nothing is paid at once. Raises MethodOff, TooMuchCash.
    """
    total = total_of(items)
    if not total:
        record_free(order=order)
        return
    if not order.payment_method:
        return
    method = method_called(order.payment_method)
    if method.starts_at_checkout:
        make_attempts(order=order, method=method, lines=items)


def record_free(*, order: Order) -> None:
    books = open_books(order_id=order.pk)
    nothing = attempt(order=order, method=PaymentMethod.MANUAL, amount=Decimal(0))
    nothing.save()
    books.payments.append(nothing)
    receive(books=books, payment=nothing, amount=Decimal(0), note="Nothing to pay.")


def make_attempts(
    *, order: Order, method: Method, lines: list[OrderItem]
) -> list[Payment]:
    """One for the order, or one for each part of it. Raises TooMuchCash."""
    if method.code == PaymentMethod.CASH_ON_DELIVERY:
        refuse_too_much_cash(customer_id=order.customer_id, more=total_of(lines))
    amounts: dict[int | None, Decimal] = defaultdict(Decimal)
    for line in lines:
        amounts[line.vendor_order_id if method.per_part else None] += line.total
    attempts = [
        attempt(order=order, method=method.code, amount=method.charge(due), part=part)
        for part, due in amounts.items()
    ]
    for payment in attempts:
        payment.status = method.first_status
    return Payment.objects.bulk_create(attempts)


def attempt(
    *, order: Order, method: str, amount: Decimal, part: int | None = None
) -> Payment:
    return Payment(
        order=order,
        vendor_order_id=part,
        method=method,
        status=AttemptStatus.PENDING,
        amount=amount,
        currency=settings.STORE_CURRENCY,
    )


def refuse_too_much_cash(*, customer_id: int, more: Decimal) -> None:
    """Raises TooMuchCash. The caller holds the customer's lock: two orders at once add up."""
    limit = settings.STORE_CASH_LIMIT
    if not limit:
        return
    waiting = Payment.objects.open().filter(
        method=PaymentMethod.CASH_ON_DELIVERY, order__customer=customer_id
    )
    there = waiting.aggregate(total=Sum("amount"))["total"] or Decimal(0)
    if there + more > limit:
        raise TooMuchCash(left=max(limit - there, Decimal(0)))


@retried
def start_payment(*, order: Order, method: str, by: object) -> list[Payment]:
    """Begin to pay what is left of an order in this way; the attempts there are now.

    An attempt of the same kind that is under way is given again and not doubled; open ones
    of another kind end. Raises MethodOff, NothingDue, AmountTooSmall, TooMuchCash.
    """
    chosen = method_called(method)
    if method == PaymentMethod.CASH_ON_DELIVERY:
        lock_customer(pk=order.customer_id)  # before the order, as the checkout does
    books = open_books(order_id=order.pk)
    adjust_open(books)
    due = total_of(books.unpaid())
    if not due:
        raise NothingDue
    if chosen.charge(due) <= 0:
        raise AmountTooSmall
    end_others(books, method=method, by=by)
    under_way = [
        payment
        for payment in books.payments
        if payment.status in OPEN and payment.method == method
    ]
    covered = {payment.vendor_order_id for payment in under_way}
    missing = [
        line
        for line in books.unpaid()
        if (line.vendor_order_id if chosen.per_part else None) not in covered
    ]
    if missing:
        begun = make_attempts(order=books.order, method=chosen, lines=missing)
        books.payments += begun
        under_way += begun
    books.order.payment_method = method
    save_changes(order=books.order, columns=["payment_method"])
    settle(books)
    return under_way


def end_others(books: Books, *, method: str, by: object) -> None:
    for payment in books.payments:
        if payment.status in OPEN and payment.method != method:
            note = "Another way to pay was chosen."
            move_payment(payment, to=AttemptStatus.CANCELLED, by=by, note=note)


@retried
def cancel_payment(*, payment: Payment, by: object) -> None:
    """End an attempt that is under way. Raises IllegalPaymentStep."""
    books = open_books(order_id=payment.order_id)
    payment = books.payment(payment.pk)
    if payment.status not in OPEN:
        raise IllegalPaymentStep(status=payment.status)
    move_payment(payment, to=AttemptStatus.CANCELLED, by=by)
    settle(books)


@retried
def record_transfer(
    *, payment: Payment, amount: Decimal | None, reference: str, by: object
) -> None:
    """Staff found the transfer of a manual payment; without an amount, what was asked for.

    Raises IllegalPaymentStep for one that is not waiting.
    """
    books = open_books(order_id=payment.order_id)
    payment = books.payment(payment.pk)
    manual = payment.method == PaymentMethod.MANUAL
    if not manual or payment.status not in {*OPEN, AttemptStatus.CANCELLED}:
        raise IllegalPaymentStep(status=payment.status)
    payment.reference = reference
    paid = payment.amount if amount is None else amount
    receive(books=books, payment=payment, amount=paid, by=by)


@retried
def set_payment_status(*, order: Order, status: str, by: object) -> None:
    """What staff say of an order by hand.

    Complete records that what is left was paid, by a transfer without a reference; failed
    and pending end what is under way. Raises PaymentFinal when money has come.
    """
    books = open_books(order_id=order.pk)
    if status == books.order.payment_status:
        return
    paid = books.sold or books.paid_before_the_ledger
    if paid and status != PaymentStatus.COMPLETE:
        raise PaymentFinal
    end_others(books, method="", by=by)
    lines = books.unpaid()
    if status == PaymentStatus.COMPLETE and lines:
        payment = attempt(
            order=books.order, method=PaymentMethod.MANUAL, amount=total_of(lines)
        )
        payment.save()
        books.payments.append(payment)
        receive(books=books, payment=payment, amount=payment.amount, by=by)
        return
    books.order.payment_status = status
    save_changes(order=books.order, columns=["payment_status"])
