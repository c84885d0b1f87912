"""What each thing that happens with money writes into the ledger, and nothing else does."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from store.orders.models import OrderItem
from store.payments.choices import EntryKind
from store.payments.ledger_models import LedgerEntry
from store.payments.models import Payment, Refund
from store.shared.money import to_cents

REVERSED = {
    EntryKind.SALE: EntryKind.REFUND,
    EntryKind.COMMISSION: EntryKind.COMMISSION_REFUND,
    EntryKind.SUBSIDY: EntryKind.SUBSIDY_REFUND,
}
"""What a sale wrote, and what taking it back writes."""


def write_entries(entries: Iterable[LedgerEntry]) -> None:
    """The unique key refuses what was written before: the transaction is undone."""
    LedgerEntry.objects.bulk_create(entries)


def commission_of(line: OrderItem) -> Decimal:
    """On what the vendor earns: without tax, as if the store had given no discount."""
    return to_cents((line.net + line.store_discount) * commission_rate(line))


def commission_rate(line: OrderItem) -> Decimal:
    """The frozen one; today's for a line of the time before, or written by hand."""
    if line.commission_rate is not None:
        return line.commission_rate
    return Decimal(0) if line.vendor is None else line.vendor.commission


def sale_entries(*, line: OrderItem, payment: Payment) -> list[LedgerEntry]:
    """A line was paid for. What goes from one account to another has two rows."""
    sold: dict[str, Any] = {"order_id": line.order_id, "item": line, "payment": payment}
    vendor = line.vendor_id
    entries = [
        LedgerEntry(
            vendor_id=vendor,
            kind=EntryKind.SALE,
            amount=line.total,
            tax=line.tax,
            key=f"sale:{line.pk}",
            **sold,
        )
    ]
    if vendor is None:
        return entries
    if commission := commission_of(line):
        rate = {"rate": commission_rate(line)}
        entries += between(
            EntryKind.COMMISSION, vendor, -commission, key=line.pk, **sold, **rate
        )
    if line.store_discount:
        entries += between(
            EntryKind.SUBSIDY, vendor, line.store_discount, key=line.pk, **sold
        )
    return entries


def between(
    kind: EntryKind, vendor: int, amount: Decimal, *, key: object, **columns: Any
) -> list[LedgerEntry]:
    """The vendor gets the amount (below zero: gives it) and the store the opposite."""
    return [
        LedgerEntry(
            vendor_id=vendor, kind=kind, amount=amount, key=f"{kind}:{key}", **columns
        ),
        LedgerEntry(
            vendor_id=None,
            kind=kind,
            amount=-amount,
            key=f"{kind}:{key}:store",
            **columns,
        ),
    ]


def refund_entries(*, sold: Iterable[LedgerEntry], refund: Refund) -> list[LedgerEntry]:
    """The opposite of what a sale wrote, to the cent."""
    return [
        LedgerEntry(
            vendor_id=entry.vendor_id,
            kind=REVERSED[EntryKind(entry.kind)],
            amount=-entry.amount,
            tax=-entry.tax,
            rate=entry.rate,
            order_id=entry.order_id,
            item_id=entry.item_id,
            payment_id=entry.payment_id,
            refund=refund,
            key=f"refund:{entry.key}",
        )
        for entry in sold
    ]


def payment_entry(
    *, kind: EntryKind, payment: Payment, vendor_id: int | None, amount: Decimal
) -> LedgerEntry:
    """One row about a payment as a whole."""
    return LedgerEntry(
        vendor_id=vendor_id,
        kind=kind,
        amount=amount,
        order_id=payment.order_id,
        payment=payment,
        key=f"{kind}:{payment.pk}",
    )
