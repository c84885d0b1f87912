"""Payments, refunds and the ledger of the example orders, as the rules would write them.

The times are in the past and the rows come in bulk; what they say comes from the same
functions as anywhere else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from random import Random

from django.conf import settings
from django.utils import timezone

from store.models import (
    LedgerEntry,
    Order,
    OrderItem,
    Payment,
    PaymentChange,
    Refund,
    RefundLine,
    StatusChange,
)
from store.orders.choices import REFUSED
from store.orders.moves import Locked
from store.payments.books import Books, payment_status_of, total_of
from store.payments.cash import remitted_entry
from store.payments.choices import RECEIVED, AttemptStatus, Holder, RefundStatus
from store.payments.ledger import REVERSED, refund_entries
from store.payments.methods import METHODS
from store.payments.receiving import money_entries
from store.payments.refunds import advance
from store_custom.seeding.payment_plan import Attempt, Times, attempts_of
from store_custom.seeding.people import accounts, buyers
from store_custom.seeding.plan import SEED
from store_custom.seeding.rows import CHUNK, Count, chunks, insert

REFUNDED_AFTER = timedelta(days=4)
VENDOR_REFUNDS_ONE_IN = 4


def seed_payments() -> Count:
    """For the orders of the example customers that have no way to pay yet."""
    bare = Order.objects.filter(
        customer__in=buyers().values(), payment_method="", payments=None
    )
    dice, created = Random(SEED), 0
    for orders in chunks(bare.order_by("pk"), 100):
        created += write_payments(dice, orders)
    return Count("payments", Payment.objects.count(), created)


def write_payments(dice: Random, orders: list[Order]) -> int:
    """How many."""
    lines: dict[int, list[OrderItem]] = defaultdict(list)
    rows = OrderItem.objects.filter(order__in=orders).select_related("vendor")
    for line in rows.order_by("pk"):
        lines[line.order_id].append(line)
    times: Times = {
        (item, to): at
        for item, to, at in StatusChange.objects.filter(
            item__order__in=orders
        ).values_list("item", "to_status", "at")
    }
    attempts = [
        attempt
        for order in orders
        for attempt in attempts_of(dice, order, lines[order.pk], times)
    ]
    payments = write_attempts(attempts)
    entries = list(entries_of(attempts, payments))
    insert(LedgerEntry, entries)
    write_refunds(dice, entries, lines, times)
    write_orders(orders, lines, payments, entries)
    return len(payments)


def write_attempts(attempts: list[Attempt]) -> list[Payment]:
    """The rows, in the order of the attempts, with their histories."""
    insert(Payment, [row_of(attempt) for attempt in attempts])
    found = Payment.objects.filter(
        order__in={attempt.order.pk for attempt in attempts}
    ).select_related("vendor_order")
    rows = {(row.order_id, row.vendor_order_id): row for row in found}
    payments = [rows[attempt.order.pk, attempt.part] for attempt in attempts]
    staff = accounts().get("staff")
    insert(
        PaymentChange,
        [
            change
            for attempt, payment in zip(attempts, payments, strict=True)
            for change in changes_of(attempt, payment, staff and staff.pk)
        ],
    )
    return payments


def row_of(attempt: Attempt) -> Payment:
    transfer = attempt.method == "manual" and attempt.status == AttemptStatus.PAID
    return Payment(
        order=attempt.order,
        vendor_order_id=attempt.part,
        method=attempt.method,
        status=attempt.status,
        amount=METHODS[attempt.method].charge(total_of(attempt.lines)),
        currency=settings.STORE_CURRENCY,
        held_by=attempt.held_by,
        reference=f"CCP {attempt.order.pk:06}" if transfer else "",
        created_at=attempt.order.placed_at,
        received_at=attempt.when(*RECEIVED),
    )


def changes_of(
    attempt: Attempt, payment: Payment, staff: int | None
) -> Iterator[PaymentChange]:
    """A page of a provider ends by itself, staff do the rest."""
    before = METHODS[attempt.method].first_status
    by = None if attempt.method == "chargily" else staff
    for to, at in attempt.steps:
        yield PaymentChange(
            payment=payment,
            from_status=before,
            to_status=to,
            note=attempt.note,
            by_id=by,
            at=at,
        )
        before = to


def entries_of(
    attempts: list[Attempt], payments: list[Payment]
) -> Iterator[LedgerEntry]:
    for attempt, payment in zip(attempts, payments, strict=True):
        if payment.received_at is None:
            continue
        rounding = payment.amount - total_of(attempt.lines)
        for entry in money_entries(
            payment=payment, lines=attempt.lines, rounding=rounding
        ):
            entry.at = payment.received_at
            yield entry
        handed_over = attempt.when(AttemptStatus.REMITTED)
        if payment.held_by == Holder.VENDOR and handed_over:
            entry = remitted_entry(payment)
            entry.at = handed_over
            yield entry


def write_refunds(
    dice: Random,
    sold: list[LedgerEntry],
    lines: dict[int, list[OrderItem]],
    times: Times,
) -> None:
    """What was paid for and then cancelled or returned; older ones are given back."""
    keys = {entry.item_id for entry in sold}
    back: dict[int | None, list[OrderItem]] = defaultdict(list)
    for line in (line for some in lines.values() for line in some):
        if line.status in REFUSED and line.pk in keys:
            back[line.vendor_order_id].append(line)
    if not back:
        return
    insert(Refund, [refund_of(dice, some, times) for some in back.values()])
    rows = Refund.objects.filter(vendor_order__in=back).select_related("vendor_order")
    refunds = {row.vendor_order_id: row for row in rows}
    insert(
        RefundLine,
        [
            RefundLine(refund=refunds[part], item=line, amount=line.total)
            for part, some in back.items()
            for line in some
        ],
    )
    insert(
        LedgerEntry,
        [
            entry
            for part, some in back.items()
            for entry in entries_back(refunds[part], some, sold)
        ],
    )


def refund_of(dice: Random, lines: list[OrderItem], times: Times) -> Refund:
    owed = max(times[line.pk, line.status] for line in lines)
    refund = Refund(
        order_id=lines[0].order_id,
        vendor_order_id=lines[0].vendor_order_id,
        amount=total_of(lines),
        currency=settings.STORE_CURRENCY,
        created_at=owed,
    )
    paid = owed + REFUNDED_AFTER * (0.2 + dice.random())
    if paid < timezone.now():
        by_vendor = dice.randrange(VENDOR_REFUNDS_ONE_IN) == 0 and lines[0].vendor_id
        refund.status, refund.paid_at = RefundStatus.PAID, paid
        refund.paid_by = Holder.VENDOR if by_vendor else Holder.STORE
        refund.reference = f"CCP R{lines[0].pk:06}"
    return refund


def entries_back(
    refund: Refund, lines: list[OrderItem], sold: list[LedgerEntry]
) -> Iterator[LedgerEntry]:
    keys = {line.pk for line in lines}
    mine = [e for e in sold if e.item_id in keys and e.kind in REVERSED]
    for entry in refund_entries(sold=mine, refund=refund):
        entry.at = refund.created_at
        yield entry
    if refund.paid_by == Holder.VENDOR and refund.vendor_order:
        entry = advance(refund=refund, vendor_id=refund.vendor_order.vendor_id)
        entry.at = refund.paid_at or refund.created_at
        yield entry


def write_orders(
    orders: list[Order],
    lines: dict[int, list[OrderItem]],
    payments: list[Payment],
    entries: list[LedgerEntry],
) -> None:
    """How each is paid, and whether: by the rule, from the rows."""
    by_order: dict[int, list[Payment]] = defaultdict(list)
    for payment in payments:
        by_order[payment.order_id].append(payment)
    sold = {entry.item_id for entry in entries if entry.item_id}
    for order in orders:
        mine = {line.pk for line in lines[order.pk]} & sold
        books = Books(Locked(order, lines[order.pk]), by_order[order.pk], mine)
        order.payment_method = by_order[order.pk][0].method
        order.payment_status = payment_status_of(books)
    Order.objects.bulk_update(
        orders, ["payment_method", "payment_status"], batch_size=CHUNK
    )
