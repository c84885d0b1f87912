"""What the ledger adds up to."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import QuerySet, Sum

from store.payments.choices import EntryKind
from store.payments.ledger_models import LedgerEntry, Payout, PayoutLine
from store.shared.money import to_cents

NOTHING = Decimal("0.00")
CASH = (EntryKind.CASH_COLLECTED, EntryKind.CASH_REMITTED)
Sums = dict[str, Decimal]


def sums_by_kind(rows: QuerySet[Any], *, kind: str = "kind") -> Sums:
    """Of these rows, with a zero for each kind that is not among them."""
    grouped = rows.order_by().values_list(kind)
    path = kind.replace("kind", "amount")
    found = dict(grouped.annotate(total=Sum(path)))
    return {str(name): to_cents(found.get(str(name), NOTHING)) for name in EntryKind}


def summarize_vendor(*, vendor_id: int) -> dict[str, Any]:
    """`balance`, `unsettled`, `unpaid`, `by_kind`, `cash_held`: above zero the store owes it,
    but for the cash, which the vendor has.
    """
    rows = LedgerEntry.objects.filter(vendor=vendor_id)
    by_kind = sums_by_kind(rows)
    waiting = Payout.objects.filter(vendor=vendor_id, paid_at=None)
    return {
        "balance": sum(by_kind.values(), NOTHING),
        "unsettled": rows.unsettled().balance(),
        "unpaid": to_cents(waiting.aggregate(total=Sum("amount"))["total"] or NOTHING),
        "by_kind": by_kind,
        "cash_held": -sum((by_kind[kind] for kind in CASH), NOTHING),
        "currency": settings.STORE_CURRENCY,
    }


def summarize_store() -> dict[str, Any]:
    """`store`: the balance of the store itself; `total`: the money it has in hand."""
    rows = LedgerEntry.objects.all()
    return {
        "store": rows.filter(vendor=None).balance(),
        "total": rows.balance(),
        "currency": settings.STORE_CURRENCY,
    }


def balances_of(vendor_ids: Collection[int]) -> dict[int, Decimal]:
    """By vendor; one without rows is not in it."""
    rows = LedgerEntry.objects.filter(vendor__in=vendor_ids).order_by()
    sums = rows.values_list("vendor").annotate(total=Sum("amount"))
    return {vendor: to_cents(total) for vendor, total in sums}


def totals_of_payout(payout: Payout) -> Sums:
    lines = PayoutLine.objects.filter(payout=payout)
    return sums_by_kind(lines, kind="entry__kind")
