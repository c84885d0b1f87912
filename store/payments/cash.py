"""The life of cash on delivery: to confirm, confirmed, collected, remitted, or refused."""

from __future__ import annotations

from store.orders.choices import OrderStatus
from store.orders.models import OrderItem
from store.orders.moves import refuse_delivery, write_moves
from store.payments.books import Books, move_payment, open_books
from store.payments.choices import AttemptStatus, EntryKind, Holder, PaymentMethod
from store.payments.errors import IllegalPaymentStep, NotDelivered
from store.payments.ledger import payment_entry, write_entries
from store.payments.ledger_models import LedgerEntry
from store.payments.models import Payment
from store.payments.receiving import receive
from store.shared.retrying import retried

ON_THE_WAY = (OrderStatus.SHIPPED, OrderStatus.DELIVERED)


def open_cash(
    *, payment: Payment, statuses: set[AttemptStatus]
) -> tuple[Books, Payment]:
    """The locked books, and the payment in them if it is cash in one of these states.

    Raises IllegalPaymentStep: of two equal steps at once the second is refused.
    """
    books = open_books(order_id=payment.order_id)
    payment = books.payment(payment.pk)
    is_cash = payment.method == PaymentMethod.CASH_ON_DELIVERY
    if not is_cash or payment.status not in statuses:
        raise IllegalPaymentStep(status=payment.status)
    return books, payment


@retried
def confirm(*, payment: Payment, by: object, note: str = "") -> None:
    """The buyer was reached and means it."""
    _, payment = open_cash(payment=payment, statuses={AttemptStatus.TO_CONFIRM})
    move_payment(payment, to=AttemptStatus.CONFIRMED, by=by, note=note)


@retried
def collect(*, payment: Payment, held_by: str, by: object) -> None:
    """The buyer paid at the door: what was shipped is delivered, and sold.

    `held_by` says who has the cash now; the store itself has it of its own goods. Raises
    IllegalPaymentStep, and NotDelivered while something of it was not shipped.
    """
    waiting = {AttemptStatus.TO_CONFIRM, AttemptStatus.CONFIRMED}
    books, payment = open_cash(payment=payment, statuses=waiting)
    lines = books.unpaid(payment.vendor_order_id)
    if not lines or any(line.status not in ON_THE_WAY for line in lines):
        raise NotDelivered
    part = payment.vendor_order
    own = part is None or part.vendor_id is None
    payment.held_by = Holder.STORE if own else held_by
    with_store = payment.held_by == Holder.STORE
    receive(
        books=books,
        payment=payment,
        amount=payment.amount,
        as_status=AttemptStatus.REMITTED if with_store else AttemptStatus.COLLECTED,
        by=by,
    )
    deliver(books, lines=lines, by=by)


def deliver(books: Books, *, lines: list[OrderItem], by: object) -> None:
    shipped = [line.pk for line in lines if line.status == OrderStatus.SHIPPED]
    if shipped:
        write_moves(
            locked=books.locked, chosen=shipped, to=OrderStatus.DELIVERED, by=by
        )


@retried
def remit(*, payment: Payment, by: object, reference: str = "") -> None:
    """The vendor handed the cash over to the store."""
    _, payment = open_cash(payment=payment, statuses={AttemptStatus.COLLECTED})
    payment.reference = reference
    move_payment(payment, to=AttemptStatus.REMITTED, by=by)
    write_entries([remitted_entry(payment)])


def remitted_entry(payment: Payment) -> LedgerEntry:
    return payment_entry(
        kind=EntryKind.CASH_REMITTED,
        payment=payment,
        vendor_id=payment.vendor_id,
        amount=payment.amount,
    )


@retried
def refuse(*, payment: Payment, by: object, note: str = "") -> None:
    """The buyer did not take it: nothing is paid, everything goes back into stock.

    What was shipped is returned, what was not is cancelled.
    """
    waiting = {AttemptStatus.TO_CONFIRM, AttemptStatus.CONFIRMED}
    books, payment = open_cash(payment=payment, statuses=waiting)
    lines = books.unpaid(payment.vendor_order_id)
    move_payment(payment, to=AttemptStatus.REFUSED, by=by, note=note)
    refuse_delivery(locked=books.locked, lines=lines, by=by)
