"""Marking books, on devices that are not always online.

Of two versions of a mark the one that was made later is kept, in whatever order they arrive.
Nothing else decides, so any number of devices end with the same marks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from store.library.errors import NotHeld
from store.library.models import LibraryEntry
from store.marks.choices import Result
from store.marks.errors import (
    MarkDeleted,
    MarkExists,
    OlderMark,
)
from store.marks.models import Mark
from store.marks.shelves import Shelf
from store.marks.versions import (
    DEVICE,
    Version,
    deletion,
    rank,
    show_mark,
    show_version,
    version_of,
    whole_version,
)
from store.shared.errors import StoreError
from store.shared.retrying import retried
from store.sync.services import refuse_future


@dataclass(frozen=True)
class Sent:
    """A whole version of a mark, as a device sends it with others."""

    entry_id: int
    kind: str
    uid: UUID
    version: Version


@dataclass(frozen=True)
class Outcome:
    """What became of it: the mark as it is now, or the error that refused it."""

    result: Result
    mark: Mark | None = None
    error: StoreError | None = None


@retried
def add_mark(
    *, entry: LibraryEntry, kind: str, uid: UUID, sent: dict[str, Any]
) -> tuple[Mark, bool]:
    """A new mark, or the one that is there when all of it is the same. Returns whether new.

    Raises MarkExists, TooManyMarks, ModifiedInFuture, and Customer.DoesNotExist for an
    account that was erased meanwhile.
    """
    version = whole_version(sent)
    refuse_future(version["modified"])
    shelf = open_shelf(entry, uid)
    there = shelf.find(kind=kind, uid=uid, product_id=entry.product_id)
    if there is not None:
        if version_of(there) != version:
            raise MarkExists(current=show_mark(there, entry.pk))
        return there, False
    mark, _ = shelf.put(
        kind=kind, uid=uid, product_id=entry.product_id, version=version
    )
    shelf.save()
    return mark, True


@retried
def change_mark(
    *, entry: LibraryEntry, mark: Mark, sent: dict[str, Any], whole: bool
) -> Mark:
    """Keep what was sent, if it is the newer version; `whole`: what was not sent is blank.

    A whole one brings a deleted mark back. Raises OlderMark, MarkDeleted, ModifiedInFuture,
    and Mark.DoesNotExist or Customer.DoesNotExist when one went meanwhile.
    """
    refuse_future(sent["modified"])
    shelf = open_shelf(entry, mark.uid)
    mark = found_again(shelf, mark)
    version = whole_version(sent) if whole else changed_version(mark, sent)
    if not whole and mark.is_deleted and rank(version) > rank(version_of(mark)):
        raise MarkDeleted(current=show_mark(mark, entry.pk))
    mark, result = shelf.put(
        kind=mark.kind, uid=mark.uid, product_id=mark.product_id, version=version
    )
    if result == Result.OLDER:
        raise_older(mark, entry, version)
    shelf.save()
    return mark


@retried
def delete_mark(
    *, entry: LibraryEntry, mark: Mark, modified: datetime | None = None
) -> None:
    """Blank it and keep that it was there; again it is deleted still.

    Without `modified`: now, and whatever version there is. Raises OlderMark,
    ModifiedInFuture, and Mark.DoesNotExist or Customer.DoesNotExist.
    """
    if modified is not None:
        refuse_future(modified)
    shelf = open_shelf(entry, mark.uid)
    mark = found_again(shelf, mark)
    if modified is None and mark.is_deleted:
        return
    version = deletion(modified or max(timezone.now(), mark.modified))
    mark, result = shelf.put(
        kind=mark.kind, uid=mark.uid, product_id=mark.product_id, version=version
    )
    if result == Result.OLDER and not mark.is_deleted:
        raise_older(mark, entry, version)
    shelf.save()


@retried
def keep_marks(*, user: Any, sent: Sequence[Sent]) -> list[Outcome]:
    """What devices did while they were offline: one outcome each, in the same order.

    One that is refused leaves the others as they are.
    """
    entries = LibraryEntry.objects.for_user(user)
    held = entries.in_bulk({one.entry_id for one in sent})
    if not held:
        return [Outcome(Result.REFUSED, error=NotHeld()) for _ in sent]
    [customer_id] = {entry.customer_id for entry in held.values()}
    shelf = Shelf(
        customer_id=customer_id,
        product_ids={entry.product_id for entry in held.values()},
        uids={one.uid for one in sent},
    )
    outcomes = [keep_mark(shelf, held.get(one.entry_id), one) for one in sent]
    shelf.save()
    return outcomes


def keep_mark(shelf: Shelf, entry: LibraryEntry | None, sent: Sent) -> Outcome:
    try:
        if entry is None:
            raise NotHeld
        refuse_future(sent.version["modified"])
        mark, result = shelf.put(
            kind=sent.kind,
            uid=sent.uid,
            product_id=entry.product_id,
            version=sent.version,
        )
    except StoreError as error:
        return Outcome(Result.REFUSED, error=error)
    return Outcome(result, mark)


def open_shelf(entry: LibraryEntry, uid: UUID) -> Shelf:
    return Shelf(
        customer_id=entry.customer_id, product_ids=[entry.product_id], uids=[uid]
    )


def found_again(shelf: Shelf, mark: Mark) -> Mark:
    """As it is under the lock. Raises Mark.DoesNotExist when its product went."""
    there = shelf.find(kind=mark.kind, uid=mark.uid, product_id=mark.product_id)
    if there is None:
        raise Mark.DoesNotExist
    return there


def changed_version(mark: Mark, sent: dict[str, Any]) -> Version:
    """By the device that sends, or an unnamed one, not by the one before."""
    return {
        **version_of(mark),
        **dict.fromkeys(DEVICE, ""),
        "is_deleted": False,
        **sent,
    }


def raise_older(mark: Mark, entry: LibraryEntry, version: Version) -> None:
    raise OlderMark(
        current=show_mark(mark, entry.pk),
        sent={"id": mark.uid, **show_version(mark.kind, version)},
    )
