"""Books of one customer, locked while positions come in, and written back as one."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from store.catalog.stock import lock_products
from store.customers.services import lock_customer
from store.library.models import LibraryEntry
from store.progress.merging import Known
from store.progress.models import DevicePosition, ReadingProgress, digest_of
from store.sync.services import tick

MOVING = ["device_name", "progression", "locator", "page", "modified", "updated_at"]


class OpenBook:
    """A held entry, and what is known of where its holder is in it."""

    def __init__(self, entry: LibraryEntry, row: ReadingProgress | None) -> None:
        self.entry, self.row = entry, row
        devices = list(row.devices.all()) if row else []
        self.keys = {device.device_id: device.pk for device in devices}
        self.known = row.known if row else Known()
        self.before = row.known if row else Known()

    @property
    def is_changed(self) -> bool:
        return self.known != self.before

    def draw_row(self, moment: datetime) -> ReadingProgress:
        current = self.known.current
        assert current is not None  # noqa: S101 - nothing takes the only position away
        row = self.row = self.row or ReadingProgress(
            customer_id=self.entry.customer_id, product_id=self.entry.product_id
        )
        row.progression, row.modified = current.progression, current.modified
        row.finished_at, row.updated_at = self.known.finished_at, moment
        return row

    def draw_devices(self) -> list[DevicePosition]:
        """Of the devices that moved."""
        return [
            DevicePosition(
                pk=self.keys.get(name),
                progress=self.row,
                device_id=name,
                device_digest=digest_of(name),
                device_name=one.device_name,
                progression=one.progression,
                locator=one.locator,
                page=one.page,
                modified=one.modified,
                updated_at=self.row.updated_at,  # type: ignore[union-attr]
            )
            for name, one in self.known.devices.items()
            if self.before.devices.get(name) != one
        ]

    @property
    def lost_devices(self) -> list[int]:
        """Keys of those that had to make room."""
        return [pk for name, pk in self.keys.items() if name not in self.known.devices]


def open_books(*, customer_id: int, entry_ids: Collection[int]) -> dict[int, OpenBook]:
    """Those of the entries that the customer holds, by key, inside a transaction.

    Until its end nobody else moves in them. The row of a product is locked only for who
    reads it for the first time: their row refers to it. Raises Customer.DoesNotExist.
    """
    entries = LibraryEntry.objects.filter(customer=customer_id, pk__in=entry_ids)
    rows = ReadingProgress.objects.filter(customer=customer_id)
    wanted = set(entries.values_list("product_id", flat=True))
    there = rows.filter(product__in=wanted).values_list("product_id", flat=True)
    if new := wanted - set(there):
        lock_products(sorted(new))
    lock_customer(pk=customer_id)
    held = list(entries)
    rows = rows.filter(product__in=[entry.product_id for entry in held])
    known = {row.product_id: row for row in rows.prefetch_related("devices")}
    return {entry.pk: OpenBook(entry, known.get(entry.product_id)) for entry in held}


def save_books(*, customer_id: int, books: Iterable[OpenBook]) -> None:
    """Write what changed, each book with a moment of its own."""
    changed = [book for book in books if book.is_changed]
    if not changed:
        return
    moments = tick(customer_id=customer_id, count=len(changed))
    rows = [book.draw_row(at) for book, at in zip(changed, moments, strict=True)]
    write(rows, ["progression", "modified", "finished_at", "updated_at"])
    lost = [pk for book in changed for pk in book.lost_devices]
    if lost:
        DevicePosition.objects.filter(pk__in=lost).delete()
    write([row for book in changed for row in book.draw_devices()], MOVING)


def write(rows: list[Any], columns: list[str]) -> None:
    """Insert the new ones, and write these columns of the others."""
    old = [row for row in rows if row.pk is not None]
    new = [row for row in rows if row.pk is None]
    if old:
        type(old[0])._default_manager.bulk_update(old, columns)
    if new:
        type(new[0])._default_manager.bulk_create(new)
