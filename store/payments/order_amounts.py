"""What an order and its parts have been paid, to be read: nothing is locked here."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from store.orders.models import Order, VendorOrder
from store.orders.moves import Locked
from store.payments.books import NOTHING, Books, total_of
from store.payments.choices import RECEIVED, EntryKind, RefundStatus
from store.payments.ledger_models import LedgerEntry
from store.payments.models import UnappliedPayment


class OrderAmounts(NamedTuple):
    """What is still to be paid, what came for the order, and what of it went back."""

    due: Decimal
    paid: Decimal
    refunded: Decimal


def read_books(order: Order) -> Books:
    """As `open_books`, from what was prefetched and without a lock.

    Nothing was sold, and nothing set aside, while no payment brought money.
    """
    payments, sold = list(order.payments.all()), set()
    if any(payment.status in RECEIVED for payment in payments):
        rows = LedgerEntry.objects.filter(order=order, kind=EntryKind.SALE)
        sold = set(rows.values_list("item", flat=True))
    return Books(
        locked=Locked(order, list(order.items.all())), payments=payments, sold=sold
    )


def amounts_of(order: Order) -> OrderAmounts:
    """In the store's currency. `payments` and `refunds` of the order may be prefetched."""
    books = read_books(order)
    refunds = list(order.refunds.all())
    back = [r.amount for r in refunds if r.status == RefundStatus.PAID]
    came = [p.amount for p in books.payments if p.status in RECEIVED]
    if came:
        aside = UnappliedPayment.objects.filter(order=order).exclude(refunded_at=None)
        back += aside.values_list("amount", flat=True)
    if not came:  # paid before there was a ledger, or not at all
        came = [refund.amount for refund in refunds]
        if books.paid_before_the_ledger:
            came.append(total_of(books.live()))
    return OrderAmounts(
        due=total_of(books.unpaid()),
        paid=sum(came, NOTHING),
        refunded=sum(back, NOTHING),
    )


def is_part_paid(part: VendorOrder) -> bool:
    """Whether everything that is left of a part is paid, in whatever way."""
    books = read_books(part.order)
    left = [line for line in books.live() if line.vendor_order_id == part.pk]
    return bool(left) and not books.unpaid(part.pk)
