"""Proves that the ledger is what orders, payments, refunds and payouts make of it.

It writes nothing: what is wrong with money, a person puts right by another row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Count, F, Q, Sum

from store.orders.models import Order, OrderItem
from store.orders.moves import Locked, lock_order
from store.payments.books import Books
from store.payments.choices import EntryKind
from store.payments.ledger_models import LedgerEntry, Payout, PayoutLine
from store.payments.ledger_proofs import Case, prove_order
from store.payments.models import Payment, Refund, RefundLine, UnappliedPayment
from store.payments.payouts import lock_vendor
from store.shared.money import to_cents

ORDERS, PAYOUTS, ROWS = 500, 50, 1000
NOTHING = Decimal("0.00")
STORE = ":store"
NO_ROWS: dict[str, Any] = {"total": NOTHING, "foreign": 0, "payouts": 0}
# Rows that belong to no order.
OWN = (EntryKind.ADJUSTMENT, EntryKind.PAYOUT)


class Finding(NamedTuple):
    row: str
    problem: str


@dataclass
class Seen:
    """How much was looked at; orders of the time before the ledger are not complained about."""

    orders: int = 0
    older: int = 0
    payouts: int = 0


def find_wrong_money(seen: Seen | None = None) -> Iterator[Finding]:
    """Everything that is wrong. Orders are paid meanwhile: what looks wrong is looked at
    again under its lock.
    """
    seen = Seen() if seen is None else seen
    yield from wrong_orders(seen)
    yield from wrong_payouts(seen)
    yield from wrong_rows()


# --- Orders -----------------------------------------------------------------------


def wrong_orders(seen: Seen) -> Iterator[Finding]:
    last = 0
    while orders := list(Order.objects.filter(pk__gt=last).order_by("pk")[:ORDERS]):
        last = orders[-1].pk
        for case in read_cases(orders):
            seen.orders += 1
            seen.older += case.is_older
            if any(prove_order(case)):
                yield from confirm_order(pk=case.books.order.pk)


def read_cases(orders: Collection[Order]) -> list[Case]:
    """With the same few queries for one order as for many."""
    keys = [order.pk for order in orders]
    lines = by_order(OrderItem.objects.filter(order__in=keys))
    payments = by_order(Payment.objects.filter(order__in=keys))
    entries = by_order(LedgerEntry.objects.filter(order__in=keys))
    refunds = by_order(Refund.objects.filter(order__in=keys))
    refunded = by_order(
        RefundLine.objects.filter(item__order__in=keys), through="item__order_id"
    )
    aside = by_order(
        UnappliedPayment.objects.filter(payment__order__in=keys),
        through="payment__order_id",
    )
    return [
        Case(
            books=Books(
                locked=Locked(order, lines[order.pk]),
                payments=payments[order.pk],
                sold={
                    entry.item_id
                    for entry in entries[order.pk]
                    if entry.kind == EntryKind.SALE
                },
            ),
            entries=entries[order.pk],
            refunds=refunds[order.pk],
            refund_lines=refunded[order.pk],
            aside={row.payment_id: row.amount for row in aside[order.pk]},
        )
        for order in orders
    ]


def by_order(rows: Any, *, through: str = "order_id") -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows.annotate(of_order=F(through)).order_by("pk"):
        found[row.of_order].append(row)
    return found


@transaction.atomic
def confirm_order(*, pk: int) -> list[Finding]:
    try:
        locked = lock_order(pk=pk)
    except Order.DoesNotExist:
        return []
    [case] = read_cases([locked.order])
    return [Finding(f"order {pk}", problem) for problem in prove_order(case)]


# --- Payouts ----------------------------------------------------------------------


def wrong_payouts(seen: Seen) -> Iterator[Finding]:
    last = 0
    while payouts := list(Payout.objects.filter(pk__gt=last).order_by("pk")[:PAYOUTS]):
        last = payouts[-1].pk
        seen.payouts += len(payouts)
        suspects = {finding.row for finding in prove_payouts(payouts)}
        for payout in payouts:
            if name_of(payout) in suspects:
                yield from confirm_payout(payout)


def name_of(payout: Payout) -> str:
    return f"payout {payout.pk}"


@transaction.atomic
def confirm_payout(payout: Payout) -> list[Finding]:
    lock_vendor(pk=payout.vendor_id)
    again = Payout.objects.filter(pk=payout.pk)
    return list(prove_payouts(again))


def prove_payouts(payouts: Iterable[Payout]) -> Iterator[Finding]:
    """The amount is the sum of the named rows, all of the vendor, and the opposite of its own."""
    payouts = list(payouts)
    keys = [payout.pk for payout in payouts]
    own = defaultdict(list)
    for entry in LedgerEntry.objects.filter(payout__in=keys):
        own[entry.payout_id].append(entry)
    foreign = ~Q(entry__vendor=F("payout__vendor")) | Q(entry__vendor=None)
    named = PayoutLine.objects.filter(payout__in=keys).order_by().values("payout")
    sums: dict[int, dict[str, Any]] = {
        row["payout"]: {**row}
        for row in named.annotate(
            total=Sum("entry__amount"),
            foreign=Count("pk", filter=foreign),
            payouts=Count("pk", filter=Q(entry__kind=EntryKind.PAYOUT)),
        )
    }
    for payout in payouts:
        row = sums.get(payout.pk, NO_ROWS)
        for problem in prove_payout(payout, row, own[payout.pk]):
            yield Finding(name_of(payout), problem)


def prove_payout(
    payout: Payout, named: dict[str, Any], own: list[LedgerEntry]
) -> Iterator[str]:
    total = to_cents(named["total"])
    if total != payout.amount:
        yield f"amount {payout.amount}, its rows make {total}"
    if named["foreign"]:
        yield f"rows of others in it: {named['foreign']}"
    if named["payouts"]:
        yield f"rows of payouts in it: {named['payouts']}"
    found = [(entry.vendor_id, entry.kind, entry.amount) for entry in own]
    expected = (payout.vendor_id, EntryKind.PAYOUT, -payout.amount)
    if found != [expected]:
        amounts = ", ".join(str(entry.amount) for entry in own) or "nothing"
        yield f"its own row says {amounts}, should be {-payout.amount}"


# --- Rows that belong to neither --------------------------------------------------


def wrong_rows() -> Iterator[Finding]:
    """Rows without an order: adjustments have two sides, the others should not be there.

    A row is never changed, and both sides are written at once: nothing to look at again.
    """
    alone = LedgerEntry.objects.filter(order=None).order_by("pk")
    last = 0
    while rows := list(alone.filter(pk__gt=last)[:ROWS]):
        last = rows[-1].pk
        others = [other_side(row.key) for row in rows if row.kind == "adjustment"]
        sides = LedgerEntry.objects.filter(key__in=others).in_bulk(field_name="key")
        for row in rows:
            if problem := wrong_row(row, sides):
                yield Finding(f"row {row.pk}", problem)


def other_side(key: str) -> str:
    return key.removesuffix(STORE) if key.endswith(STORE) else key + STORE


def wrong_row(row: LedgerEntry, sides: dict[str, LedgerEntry]) -> str:
    if row.kind not in OWN:
        return f"{row.kind} of {row.amount} without an order"
    if row.kind == EntryKind.PAYOUT:
        return "" if row.payout_id else f"payout of {row.amount} without a payout"
    other = sides.get(other_side(row.key))
    if other is None or other.amount != -row.amount:
        return f"adjustment of {row.amount} without its other side"
    return ""
