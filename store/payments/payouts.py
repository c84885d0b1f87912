"""What is written into a vendor's ledger by hand: settlements and adjustments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from itertools import chain
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from store.payments.choices import EntryKind
from store.payments.errors import NothingToSettle, PayoutPaid
from store.payments.ledger import between, write_entries
from store.payments.ledger_models import LedgerEntry, Payout, PayoutLine
from store.shared.identity import user_id
from store.vendors.models import Vendor

# MariaDB walks a vendor's rows from the first for each look: few looks, many rows.
AT_A_TIME, WRITTEN_AT_A_TIME = 10_000, 2000
Rows = list[tuple[int, Decimal]]


@transaction.atomic
def settle_vendor(
    *, vendor: Vendor, by: object, until: datetime | None = None, note: str = ""
) -> Payout:
    """Name every unsettled row before `until` (None: now) in one payout. Raises NothingToSettle.

    Of two at once the second waits at the vendor's row, and finds what the first left. A row
    that is committed later with an earlier time comes with the next payout.
    """
    lock_vendor(pk=vendor.pk)
    now = timezone.now()
    before = now if until is None else min(until, now)
    batches = unsettled_rows(vendor_id=vendor.pk, before=before)
    first = next(batches, None)
    if first is None:
        raise NothingToSettle
    payout = Payout.objects.create(
        vendor=vendor,
        amount=Decimal(0),
        currency=settings.STORE_CURRENCY,
        until=before,
        by_id=user_id(by),
    )
    payout.amount = name_rows(payout=payout, batches=chain([first], batches))
    payout.save(update_fields=["amount"])
    write_entries([payout_entry(payout=payout, note=note)])
    return payout


def lock_vendor(*, pk: int) -> Vendor:
    """Its settlements wait for each other here. Raises Vendor.DoesNotExist."""
    return Vendor.objects.select_for_update().get(pk=pk)


def unsettled_rows(*, vendor_id: int, before: datetime) -> Iterator[Rows]:
    """Key and amount of the rows that no payout names, so many at a time, oldest first."""
    rows = LedgerEntry.objects.filter(vendor=vendor_id, at__lt=before).unsettled()
    keys = rows.order_by("pk").values_list("pk", "amount")
    last = 0
    while batch := list(keys.filter(pk__gt=last)[:AT_A_TIME]):
        yield batch
        last = batch[-1][0]


def name_rows(*, payout: Payout, batches: Iterator[Rows]) -> Decimal:
    """Settle these rows; their sum."""
    total = Decimal("0.00")
    for batch in batches:
        PayoutLine.objects.bulk_create(
            (PayoutLine(payout=payout, entry_id=pk) for pk, _ in batch),
            batch_size=WRITTEN_AT_A_TIME,
        )
        total += sum(amount for _, amount in batch)
    return total


def payout_entry(*, payout: Payout, note: str = "") -> LedgerEntry:
    return LedgerEntry(
        vendor_id=payout.vendor_id,
        kind=EntryKind.PAYOUT,
        amount=-payout.amount,
        payout=payout,
        note=note,
        by_id=payout.by_id,
        key=f"{EntryKind.PAYOUT}:{payout.pk}",
    )


def record_payout_paid(*, payout: Payout, reference: str) -> None:
    """The money was moved, in the direction that the amount has. Raises PayoutPaid."""
    waiting = Payout.objects.filter(pk=payout.pk, paid_at=None)
    if not waiting.update(paid_at=timezone.now(), reference=reference):
        raise PayoutPaid


@transaction.atomic
def adjust_balance(
    *, vendor: Vendor, amount: Decimal, note: str, by: object
) -> LedgerEntry:
    """Give the vendor an amount of the store's (below zero: take it); the vendor's row.

    Two rows, because no money comes or goes: the sum of the ledger stays what it is.
    """
    entries = between(
        EntryKind.ADJUSTMENT,
        vendor.pk,
        amount,
        key=uuid4(),
        note=note,
        by_id=user_id(by),
    )
    write_entries(entries)
    return LedgerEntry.objects.get(key=entries[0].key)
