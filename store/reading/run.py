"""Looking into a file that was brought, once, by one worker."""

from __future__ import annotations

import logging
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from store.books.models import Book
from store.catalog.stock import lock_products
from store.reading.choices import MOST_ATTEMPTS, FileStatus
from store.reading.found import Found, Refusal
from store.reading.inspection import look_into
from store.reading.models import BookFile
from store.reading.services import settle_editions

logger = logging.getLogger(__name__)
FEW = 4


def check_file(*, pk: int) -> bool:
    """Look into the file if it is still to be done. Returns whether this did it.

    Called twice, or by two workers at once, it is done once. When the storage or the
    database goes away it waits, and `check_left_behind` finds it.
    """
    edition = claim(pk=pk)
    if edition is None:
        return False
    try:
        found, cover = look_into(edition.file, file_format=edition.format)
        if cover:
            keep_cover(edition=edition, cover=cover)
        return accept(edition=edition, found=found)
    except Refusal as refusal:
        return refuse(edition=edition, reason=refusal.reason)
    except FileNotFoundError:
        return refuse(edition=edition, reason="file_gone")
    except OSError:
        # No fault of the file: this attempt does not count.
        own(edition).update(attempts=F("attempts") - 1)
        raise


def claim(*, pk: int) -> BookFile | None:
    """The file for this worker alone; None when it is not to be looked into (any more)."""
    rows = BookFile.objects.to_check().filter(pk=pk)
    claimed = rows.update(taken_at=timezone.now(), attempts=F("attempts") + 1)
    if not claimed:
        return None
    edition = BookFile.objects.get(pk=pk)
    if not edition.file:
        refuse(edition=edition, reason="file_gone")
    elif edition.attempts > MOST_ATTEMPTS:
        refuse(edition=edition, reason="not_checked")
    else:
        return edition
    return None


def own(edition: BookFile) -> Any:
    """The row, while no other worker took it over."""
    return BookFile.objects.filter(
        pk=edition.pk, status=FileStatus.WAITING, attempts=edition.attempts
    )


@transaction.atomic
def refuse(*, edition: BookFile, reason: str) -> bool:
    """Say why, and let the file go. Returns whether it was still ours."""
    row = own(edition).select_for_update().first()
    if row is None:
        return False
    logger.info("A file of book %s was refused: %s", row.book_id, reason)
    row.status, row.reason, row.file = FileStatus.REFUSED, reason, ""
    row.save(update_fields=["status", "reason", "file"])
    return True


@transaction.atomic
def keep_cover(*, edition: BookFile, cover: bytes) -> None:
    """Before the product is locked: a bucket takes its time."""
    row = own(edition).select_for_update().first()
    if row is not None:
        row.cover = ContentFile(cover, "cover.jpg")
        row.save(update_fields=["cover"])


@transaction.atomic
def accept(*, edition: BookFile, found: Found) -> bool:
    """It is ready, and replaces what was before. Returns whether it was still ours.

    Of the book its pages are written, if nobody has; a sample says nothing of them.
    """
    lock_products([edition.book_id])
    row = own(edition).select_for_update().first()
    if row is None:
        return False
    row.status, row.pages, row.title = FileStatus.READY, found.pages, found.title
    row.authors, row.language = found.authors, found.language
    row.save(update_fields=["status", "pages", "title", "authors", "language"])
    settle_editions(newest=row)
    if not row.is_sample:
        untold = Book.objects.filter(pk=row.book_id, pages_from=None, pages_to=None)
        untold.update(pages_from=found.pages, pages_to=found.pages)
    return True


def check_left_behind() -> int:
    """Look into what a lost broker or worker left behind. Returns how many.

    A few at a time: a task has minutes, and each may take most of one.
    """
    keys = list(BookFile.objects.to_check().values_list("pk", flat=True)[:FEW])
    return sum(check_file(pk=pk) for pk in keys)
