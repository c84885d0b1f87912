"""The only writer of what customers hold, which their apps are told. Inside transactions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from store.library.models import GoneEntry, LibraryEntry
from store.library.querysets import LibraryEntryQuerySet
from store.sync.services import AT_ONCE, STEP, tick_each


def add_entries(entries: Iterable[LibraryEntry]) -> None:
    """Rows that are not written yet, of customers whom the caller has locked."""
    rows = list(entries)
    for row, moment in zip(rows, moments_of(rows), strict=True):
        row.updated_at = moment
    LibraryEntry.objects.bulk_create(rows, batch_size=AT_ONCE)


def change_entries(entries: Collection[LibraryEntry], **values: Any) -> None:
    """Rows of customers whom the caller has locked."""
    for row, moment in zip(entries, moments_of(entries), strict=True):
        LibraryEntry.objects.filter(pk=row.pk).update(updated_at=moment, **values)


def drop_entries(entries: LibraryEntryQuerySet) -> int:
    """With the downloads that were counted. Returns how many there were."""
    keys = note_gone(entries)
    for some in portions(keys):
        LibraryEntry.objects.filter(pk__in=some).delete()
    return len(keys)


def note_gone(entries: LibraryEntryQuerySet) -> list[int]:
    """Leave for the holders' apps that these rows go. Returns their keys.

    Locks the holders, after the products whose rows they are.
    """
    holders = dict(entries.order_by("pk").values_list("pk", "customer_id"))
    moments = tick_each(counts=Counter(holders.values()))
    gone = []
    for some in portions([*holders]):
        # Again: who held the lock may have taken one away, or have it bought.
        for entry in entries.filter(pk__in=some).order_by("pk"):
            gone.append(
                GoneEntry(
                    customer_id=entry.customer_id,
                    entry_id=entry.pk,
                    product_id=entry.product_id,
                    updated_at=moments[entry.customer_id],
                )
            )
            moments[entry.customer_id] += STEP
    GoneEntry.objects.bulk_create(gone, batch_size=AT_ONCE)
    return [row.entry_id for row in gone]


def moments_of(entries: Collection[LibraryEntry]) -> Iterator[datetime]:
    """Each row's own, of its customer."""
    customers = [row.customer_id for row in entries]
    moments = tick_each(counts=Counter(customers))
    for pk in customers:
        yield moments[pk]
        moments[pk] += STEP


def portions(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    """Few enough for one statement."""
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]
