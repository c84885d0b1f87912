"""The money of one order: who has paid for which line, and what follows when that changes.

Everything here is worked out from the rows as they are under the order's lock, so that it
does not matter how often, or in which order, news arrives.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.utils import timezone

from store.orders.changes import save_changes
from store.orders.choices import REFUSED, PaymentStatus
from store.orders.models import Order, OrderItem
from store.orders.moves import Locked, lock_order
from store.payments.choices import OPEN, RECEIVED, AttemptStatus, EntryKind
from store.payments.ledger import REVERSED, refund_entries, write_entries
from store.payments.ledger_models import LedgerEntry
from store.payments.methods import METHODS
from store.payments.models import Payment, PaymentChange, Refund, RefundLine
from store.shared.identity import user_id
from store.shared.queueing import queue_after_commit
from store.signals import refund_changed

NOTHING = Decimal("0.00")
LOST = (AttemptStatus.FAILED, AttemptStatus.EXPIRED, AttemptStatus.REFUSED)
CHECK_TASK = "store.payments.check_payments"


@dataclass
class Books:
    """An order with its lines and payments, all locked, and which lines are paid for."""

    locked: Locked
    payments: list[Payment]
    sold: set[int]

    @property
    def order(self) -> Order:
        return self.locked.order

    @property
    def lines(self) -> list[OrderItem]:
        return self.locked.lines

    @property
    def paid_before_the_ledger(self) -> bool:
        """Marked as paid by a release that kept no ledger."""
        return (
            self.order.payment_status == PaymentStatus.COMPLETE
            and not self.sold
            and not any(payment.status in RECEIVED for payment in self.payments)
        )

    def live(self) -> list[OrderItem]:
        return [line for line in self.lines if line.status not in REFUSED]

    def unpaid(self, vendor_order_id: int | None = None) -> list[OrderItem]:
        """The lines that still have to be paid for: of the order, or of one part."""
        if self.paid_before_the_ledger:
            return []
        return [
            line
            for line in self.live()
            if line.pk not in self.sold
            and vendor_order_id in {None, line.vendor_order_id}
        ]

    def payment(self, pk: int) -> Payment:
        """Raises Payment.DoesNotExist."""
        for payment in self.payments:
            if payment.pk == pk:
                return payment
        raise Payment.DoesNotExist


def total_of(lines: Iterable[OrderItem]) -> Decimal:
    return sum((line.total for line in lines), NOTHING)


def open_books(*, order_id: int) -> Books:
    """Lock an order, its lines and its payments, in this order. Raises Order.DoesNotExist."""
    locked = lock_order(pk=order_id)
    payments = Payment.objects.select_for_update().filter(order=order_id)
    sold = LedgerEntry.objects.filter(order=order_id, kind=EntryKind.SALE)
    return Books(
        locked=locked,
        payments=list(payments.order_by("pk")),
        sold=set(sold.values_list("item", flat=True)),
    )


def follow_order(*, order_id: int) -> None:
    """Bring payments, refunds and ledger up to what an order's lines are now.

    In the transaction that changed them. Nothing is left of an order that was deleted.
    """
    try:
        books = open_books(order_id=order_id)
    except Order.DoesNotExist:
        return
    settle(books)


def settle(books: Books) -> None:
    refund_refused(books)
    adjust_open(books)
    write_payment_status(books)


def refund_refused(books: Books) -> None:
    """What was paid for and then cancelled or returned is owed back, once for each line."""
    before = books.paid_before_the_ledger
    back = [
        line
        for line in books.lines
        if line.status in REFUSED and (before or line.pk in books.sold)
    ]
    if not back:
        return
    done = RefundLine.objects.filter(item__in=[line.pk for line in back])
    known = set(done.values_list("item", flat=True))
    by_part: dict[int | None, list[OrderItem]] = defaultdict(list)
    for line in back:
        if line.pk not in known:
            by_part[line.vendor_order_id].append(line)
    for part, lines in by_part.items():
        record_refund(order=books.order, vendor_order_id=part, lines=lines)


def record_refund(
    *, order: Order, vendor_order_id: int | None, lines: list[OrderItem]
) -> None:
    refund = Refund.objects.create(
        order=order,
        vendor_order_id=vendor_order_id,
        amount=total_of(lines),
        currency=settings.STORE_CURRENCY,
    )
    RefundLine.objects.bulk_create(
        RefundLine(refund=refund, item=line, amount=line.total) for line in lines
    )
    sold = LedgerEntry.objects.filter(
        item__in=[line.pk for line in lines], kind__in=REVERSED
    )
    write_entries(refund_entries(sold=sold.order_by("pk"), refund=refund))
    refund_changed.send(sender=Refund, refund=refund)


def adjust_open(books: Books) -> None:
    """Attempts that are under way ask for what is left to pay, or end."""
    for payment in books.payments:
        if payment.status not in OPEN:
            continue
        due = total_of(books.unpaid(payment.vendor_order_id))
        asked = METHODS[payment.method].charge(due)
        if not due:
            move_payment(payment, to=AttemptStatus.CANCELLED, note="Nothing is due.")
        elif asked != payment.amount and METHODS[payment.method].amount_may_change:
            payment.amount = asked
            payment.save(update_fields=["amount"])
        elif asked != payment.amount:
            move_payment(payment, to=AttemptStatus.CANCELLED, note="The order changed.")


def move_payment(
    payment: Payment, *, to: AttemptStatus, by: object = None, note: str = ""
) -> None:
    """Give a locked payment another status, and remember who did."""
    PaymentChange.objects.create(
        payment=payment,
        from_status=payment.status,
        to_status=to,
        by_id=user_id(by),
        note=note,
    )
    payment.status = to
    if to in RECEIVED and payment.received_at is None:
        payment.received_at = timezone.now()
    if to == AttemptStatus.CANCELLED and payment.provider_id:
        # It can still be paid there, until the provider knows.
        payment.next_check_at, payment.checks = timezone.now(), 0
        queue_after_commit(name=CHECK_TASK)
    elif to not in OPEN:
        payment.next_check_at = None
    payment.save()


def write_payment_status(books: Books) -> None:
    status = payment_status_of(books)
    if status != books.order.payment_status:
        books.order.payment_status = status
        save_changes(order=books.order, columns=["payment_status"])


def payment_status_of(books: Books) -> str:
    """Complete when every line that is left is paid for; refunded when none is left.

    Without any money an attempt may be under way, or the last one failed; without any
    attempt the order keeps what it has.
    """
    current = books.order.payment_status
    if books.paid_before_the_ledger:
        return current if books.live() else PaymentStatus.REFUNDED
    if books.sold:
        if not books.live():
            return PaymentStatus.REFUNDED
        return PaymentStatus.PENDING if books.unpaid() else PaymentStatus.COMPLETE
    attempts = [payment.status for payment in books.payments]
    if any(status in OPEN for status in attempts):
        return PaymentStatus.PENDING
    return PaymentStatus.FAILED if attempts and attempts[-1] in LOST else current
