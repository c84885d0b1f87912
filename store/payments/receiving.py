"""Money came: what it pays for, and what becomes of money that pays for nothing."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.conf import settings

from store.orders.models import OrderItem
from store.payments.books import Books, move_payment, settle, total_of
from store.payments.choices import (
    RECEIVED,
    AttemptStatus,
    EntryKind,
    Holder,
    UnappliedReason,
)
from store.payments.ledger import payment_entry, sale_entries, write_entries
from store.payments.ledger_models import LedgerEntry
from store.payments.methods import METHODS
from store.payments.models import Payment, UnappliedPayment
from store.signals import payment_received


def receive(
    *,
    books: Books,
    payment: Payment,
    amount: Decimal,
    as_status: AttemptStatus = AttemptStatus.PAID,
    problem: UnappliedReason | None = None,
    by: object = None,
    note: str = "",
) -> None:
    """Note that a payment of these books brought this much; once, however often it is told.

    It pays for every line that is not paid for yet, or for none: what came too late, too
    little, or (beyond the amount asked for) too much waits to be given back. `problem`
    says why it pays for none, whatever is due.
    """
    if payment.status in RECEIVED:
        return
    lines = books.unpaid(payment.vendor_order_id)
    due = total_of(lines)
    asked = METHODS[payment.method].charge(due)
    problem = problem or why_unapplied(books, lines, asked=asked, amount=amount)
    payment.amount = amount
    move_payment(payment, to=as_status, by=by, note=note)
    if problem is not None:
        set_aside(payment=payment, amount=amount, reason=problem)
    else:
        write_entries(money_entries(payment=payment, lines=lines, rounding=asked - due))
        books.sold |= {line.pk for line in lines}
        if amount > asked:
            reason = UnappliedReason.TOO_MUCH
            set_aside(payment=payment, amount=amount - asked, reason=reason)
    settle(books)
    payment_received.send(sender=Payment, payment=payment)


def why_unapplied(
    books: Books, lines: list[OrderItem], *, asked: Decimal, amount: Decimal
) -> UnappliedReason | None:
    if not lines:
        some_left = books.live()
        return UnappliedReason.ALREADY_PAID if some_left else UnappliedReason.CANCELLED
    return UnappliedReason.TOO_LITTLE if amount < asked else None


def money_entries(
    *, payment: Payment, lines: Iterable[OrderItem], rounding: Decimal
) -> list[LedgerEntry]:
    """What the ledger says when a payment pays for these lines."""
    entries = [
        entry for line in lines for entry in sale_entries(line=line, payment=payment)
    ]
    if rounding:
        kind = EntryKind.ROUNDING
        entries.append(
            payment_entry(kind=kind, payment=payment, vendor_id=None, amount=rounding)
        )
    if payment.held_by == Holder.VENDOR and payment.vendor_id:
        entries.append(
            payment_entry(
                kind=EntryKind.CASH_COLLECTED,
                payment=payment,
                vendor_id=payment.vendor_id,
                amount=-payment.amount,
            )
        )
    return entries


def set_aside(
    *, payment: Payment, amount: Decimal, reason: UnappliedReason
) -> UnappliedPayment:
    """Put money into the queue of what has to be given back, once for each payment."""
    row, _ = UnappliedPayment.objects.get_or_create(
        key=f"payment:{payment.pk}",
        defaults={
            "payment": payment,
            "order_id": payment.order_id,
            "method": payment.method,
            "provider_id": payment.provider_id or "",
            "amount": amount,
            "currency": payment.currency,
            "reason": reason,
        },
    )
    return row


def set_aside_unknown(
    *, method: str, provider_id: str, amount: Decimal, **columns: Any
) -> UnappliedPayment:
    """The same for money that no attempt of ours asked for."""
    row, _ = UnappliedPayment.objects.get_or_create(
        key=f"{method}:{provider_id}",
        defaults={
            "method": method,
            "provider_id": provider_id,
            "amount": amount,
            "currency": settings.STORE_CURRENCY,
            "reason": UnappliedReason.NO_ORDER,
            **columns,
        },
    )
    return row
