"""What must hold for the money of one order, told from rows that were read already."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from store.orders.choices import REFUSED, PaymentStatus
from store.orders.models import OrderItem
from store.payments.books import Books, payment_status_of
from store.payments.choices import (
    OPEN,
    RECEIVED,
    AttemptStatus,
    EntryKind,
    Holder,
    RefundStatus,
)
from store.payments.ledger import REVERSED
from store.payments.ledger_models import LedgerEntry
from store.payments.models import Payment, Refund, RefundLine
from store.shared.money import to_cents

NOTHING = Decimal("0.00")
BY_HAND = {PaymentStatus.PENDING, PaymentStatus.FAILED}
Leg = tuple[str, int | None]


@dataclass
class Case:
    """Everything about the money of one order. `aside`: by payment, what pays for nothing."""

    books: Books
    entries: list[LedgerEntry] = field(default_factory=list)
    refunds: list[Refund] = field(default_factory=list)
    refund_lines: list[RefundLine] = field(default_factory=list)
    aside: dict[int, Decimal] = field(default_factory=dict)

    @property
    def received(self) -> list[Payment]:
        return [one for one in self.books.payments if one.status in RECEIVED]

    @property
    def is_older(self) -> bool:
        """Paid, and perhaps given back since, in the time before the ledger."""
        paid = {PaymentStatus.COMPLETE, PaymentStatus.REFUNDED}
        return (
            self.books.order.payment_status in paid
            and not self.books.sold
            and not self.received
        )


def sum_of(entries: Iterable[LedgerEntry], *kinds: EntryKind) -> Decimal:
    found = (entry.amount for entry in entries if not kinds or entry.kind in kinds)
    return sum(found, NOTHING)


def prove_order(case: Case) -> Iterator[str]:
    """One sentence for each thing that is wrong, with what it should be."""
    yield from prove_received(case)
    by_line = defaultdict(list)
    for entry in case.entries:
        by_line[entry.item_id].append(entry)
    for line in case.books.lines:
        yield from prove_line(case, line, by_line.pop(line.pk, []))
    by_line.pop(None, None)
    for item in by_line:
        yield f"line {item} has rows here and is not of this order"
    for refund in case.refunds:
        yield from prove_refund(case, refund)
    for payment in case.books.payments:
        yield from prove_cash(case, payment)
    yield from prove_status(case.books)


def prove_received(case: Case) -> Iterator[str]:
    """What was sold is what came, less what was set aside."""
    came = sum((payment.amount for payment in case.received), NOTHING)
    aside = sum((case.aside.get(one.pk, NOTHING) for one in case.received), NOTHING)
    sold = sum_of(case.entries, EntryKind.SALE, EntryKind.ROUNDING)
    if sold != came - aside:
        yield f"sold for {sold}, should be {came - aside}"
    for entry in case.entries:
        if entry.kind == EntryKind.ROUNDING and entry.vendor_id is not None:
            yield f"row {entry.pk} rounds at a vendor's cost"


def legs_of(entries: Iterable[LedgerEntry]) -> dict[Leg, Decimal]:
    """What each account was given of each kind; a row too many shows in the amount."""
    legs: dict[Leg, Decimal] = defaultdict(Decimal)
    for entry in entries:
        legs[entry.kind, entry.vendor_id] += entry.amount
    return legs


def prove_line(
    case: Case, line: OrderItem, entries: list[LedgerEntry]
) -> Iterator[str]:
    name = f"line {line.pk}"
    sold = [entry for entry in entries if entry.kind in REVERSED]
    back = [entry for entry in entries if entry.kind not in REVERSED]
    yield from prove_sold(line, sold, name)
    is_sold = any(entry.kind == EntryKind.SALE for entry in sold)
    refused = line.status in REFUSED
    reversed_legs = {
        (str(REVERSED[EntryKind(kind)]), vendor): -amount
        for (kind, vendor), amount in legs_of(sold).items()
        if refused
    }
    found, expected = legs_of(back), reversed_legs
    for leg in sorted(found.keys() | expected.keys(), key=str):
        if found.get(leg, NOTHING) != expected.get(leg, NOTHING):
            now, right = found.get(leg, NOTHING), expected.get(leg, NOTHING)
            yield f"{name}: {said(leg)} {now}, should be {right}"
    taxed = sum((entry.tax for entry in entries), NOTHING)
    if taxed != (line.tax if is_sold and not refused else NOTHING):
        yield f"{name}: tax {taxed} is not that of what is kept of it"
    owed = refused and (is_sold or case.is_older)
    given = [one.amount for one in case.refund_lines if one.item_id == line.pk]
    if given != ([line.total] if owed else []):
        texts = ", ".join(map(str, given)) or "nothing"
        yield f"{name}: refunded {texts}, should be {line.total if owed else 'nothing'}"


def prove_sold(line: OrderItem, entries: list[LedgerEntry], name: str) -> Iterator[str]:
    """A line is sold whole, and pays commission and is helped by what was frozen with it."""
    kinds = Counter((entry.kind, entry.vendor_id) for entry in entries)
    for leg, times in kinds.items():
        if times > 1:
            yield f"{name}: {said(leg)} is there {times} times"
    if not entries:
        return
    expected: dict[Leg, Decimal] = {(EntryKind.SALE, line.vendor_id): line.total}
    if line.vendor_id is not None:
        commission = commission_owed(line, entries)
        expected |= pair(EntryKind.COMMISSION, line.vendor_id, -commission)
        expected |= pair(EntryKind.SUBSIDY, line.vendor_id, line.store_discount)
    found = legs_of(entries)
    for leg in sorted(found.keys() | expected.keys(), key=str):
        if found.get(leg, NOTHING) != expected.get(leg, NOTHING):
            now, right = found.get(leg, NOTHING), expected.get(leg, NOTHING)
            yield f"{name}: {said(leg)} {now}, should be {right}"
    frozen = line.commission_rate
    rates = {entry.rate for entry in entries if entry.kind == EntryKind.COMMISSION}
    if frozen is not None and rates - {frozen}:
        yield f"{name}: commission at {', '.join(map(str, rates))}, should be {frozen}"


def commission_owed(line: OrderItem, entries: list[LedgerEntry]) -> Decimal:
    """By the frozen rate; by the row's own for a line of the time before there was one."""
    rate = line.commission_rate
    if rate is None:
        kept = [entry.rate for entry in entries if entry.kind == EntryKind.COMMISSION]
        rate = next((one for one in kept if one is not None), Decimal(0))
    return to_cents((line.net + line.store_discount) * rate)


def pair(kind: EntryKind, vendor: int, amount: Decimal) -> dict[Leg, Decimal]:
    return {(kind, vendor): amount, (kind, None): -amount}


def said(leg: Leg) -> str:
    kind, vendor = leg
    return f"{kind} of {'the store' if vendor is None else f'vendor {vendor}'}"


def prove_refund(case: Case, refund: Refund) -> Iterator[str]:
    name = f"refund {refund.pk}"
    own = [entry for entry in case.entries if entry.refund_id == refund.pk]
    lines = [one.amount for one in case.refund_lines if one.refund_id == refund.pk]
    if sum(lines, NOTHING) != refund.amount:
        yield f"{name}: its lines are {sum(lines, NOTHING)}, should be {refund.amount}"
    back = sum_of(own, EntryKind.REFUND)
    if back != (right := NOTHING if case.is_older else -refund.amount):
        yield f"{name}: its rows are {back}, should be {right}"
    paid = refund.status == RefundStatus.PAID and refund.paid_by == Holder.VENDOR
    advanced = sum_of(own, EntryKind.REFUND_ADVANCED)
    if advanced != (right := refund.amount if paid else NOTHING):
        yield f"{name}: advanced by the vendor {advanced}, should be {right}"


def prove_cash(case: Case, payment: Payment) -> Iterator[str]:
    """What a vendor has in its hands it owes, until it is handed over."""
    own = [entry for entry in case.entries if entry.payment_id == payment.pk]
    held = payment.held_by == Holder.VENDOR and payment.status in RECEIVED
    handed = held and payment.status == AttemptStatus.REMITTED
    for kind, expected in (
        (EntryKind.CASH_COLLECTED, -payment.amount if held else NOTHING),
        (EntryKind.CASH_REMITTED, payment.amount if handed else NOTHING),
    ):
        found = sum_of(own, kind)
        if found != expected:
            yield f"payment {payment.pk}: {kind} {found}, should be {expected}"
    cash = {EntryKind.CASH_COLLECTED, EntryKind.CASH_REMITTED}
    accounts = {entry.vendor_id for entry in own if entry.kind in cash}
    if payment.vendor_order_id and accounts - {vendor_of(case, payment)}:
        yield f"payment {payment.pk}: cash in another vendor's ledger"


def vendor_of(case: Case, payment: Payment) -> int | None:
    own = (
        line.vendor_id
        for line in case.books.lines
        if line.vendor_order_id == payment.vendor_order_id
    )
    return next(own, None)


def prove_status(books: Books) -> Iterator[str]:
    found, expected = books.order.payment_status, payment_status_of(books)
    no_money = not books.sold and not any(p.status in OPEN for p in books.payments)
    if no_money and {found, expected} <= BY_HAND:
        return  # without money or an attempt under way staff may say either
    if found != expected:
        yield f"payment status {found}, should be {expected}"
