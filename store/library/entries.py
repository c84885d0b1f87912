"""The only writer of what customers hold. Whoever calls has locked the customer."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from store.library.models import LibraryEntry


def add_entries(entries: Iterable[LibraryEntry]) -> None:
    LibraryEntry.objects.bulk_create(entries, batch_size=500)


def change_entries(entries: Collection[LibraryEntry], **values: Any) -> None:
    keys = [entry.pk for entry in entries]
    LibraryEntry.objects.filter(pk__in=keys).update(**values)


def drop_entries(entries: Collection[LibraryEntry]) -> None:
    """With the downloads that were counted."""
    keys = [entry.pk for entry in entries]
    LibraryEntry.objects.filter(pk__in=keys).delete()
