"""Files of books: brought, replaced by a newer edition, and taken away.

Every change of which edition is the one locks the product first: so do a checkout and whoever
gives the book to somebody, so that nobody becomes a holder in between.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from store.books.models import Book
from store.catalog.models import Product
from store.catalog.stock import lock_products
from store.library.models import LibraryEntry
from store.reading.choices import MOST_WAITING, FileStatus
from store.reading.errors import (
    FileAway,
    FileTooLarge,
    NoSuchFile,
    NotABook,
    TooManyWaiting,
)
from store.reading.models import BookFile
from store.reading.sniffing import digest_of, find_format
from store.shared.queueing import queue_after_commit
from store.signals import products_changed

logger = logging.getLogger(__name__)


def add_file(
    *, product: Product, upload: File, is_sample: bool
) -> tuple[BookFile, bool]:
    """A new edition, which waits to be looked into, and whether it is one.

    The very file that is the newest edition already is none. It is stored while the product
    is not locked: a large file takes its time. Raises NotABook, BadBookFile, TooManyWaiting,
    FileAway.
    """
    if not Book.objects.filter(pk=product.pk).exists():
        raise NotABook
    most = settings.STORE_BOOK_FILE_MAX_MB
    if (upload.size or 0) > most * 1_000_000:
        raise FileTooLarge(most)
    file_format = find_format(upload)
    edition, is_new = open_edition(
        product=product,
        file_format=file_format,
        is_sample=is_sample,
        digest=digest_of(upload),
        size=upload.size or 0,
    )
    if is_new:
        store_file(edition=edition, upload=upload)
    # Without a worker it was looked into by now, and a newer one may have taken its place.
    return BookFile.objects.filter(pk=edition.pk).first() or edition, is_new


@transaction.atomic
def open_edition(
    *, product: Product, file_format: str, is_sample: bool, digest: str, size: int
) -> tuple[BookFile, bool]:
    """A row with the next number, and no file yet; or the one that has this very file."""
    lock_book(pk=product.pk)
    slot = BookFile.objects.slot(
        book_id=product.pk, file_format=file_format, is_sample=is_sample
    )
    slot.filter(status=FileStatus.REFUSED).delete()
    newest = slot.order_by("edition").last()
    if newest and newest.sha256 == digest and newest.file and not newest.replaced_at:
        return newest, False
    waiting = BookFile.objects.filter(book=product.pk, status=FileStatus.WAITING)
    if waiting.count() >= MOST_WAITING:
        raise TooManyWaiting
    last = slot.aggregate(last=Max("edition"))["last"] or 0
    edition = BookFile.objects.create(
        book_id=product.pk,
        format=file_format,
        is_sample=is_sample,
        edition=last + 1,
        sha256=digest,
        size=size,
        taken_at=timezone.now(),  # nobody looks into it before it is there
    )
    return edition, True


def store_file(*, edition: BookFile, upload: File) -> None:
    """Under a name of ours. Raises FileAway, and NotABook when it was deleted meanwhile.

    A row that got no file does not stay.
    """
    upload.name = f"book.{edition.format}"
    try:
        with transaction.atomic():
            row = BookFile.objects.select_for_update().filter(pk=edition.pk).first()
            if row is None:
                raise NotABook
            row.file, row.taken_at = upload, None
            row.save(update_fields=["file", "taken_at"])
            queue_after_commit(name="store.reading.check_file", args=(row.pk,))
    except OSError as error:
        logger.error("A file of a book was not stored: %s", error)
        BookFile.objects.filter(pk=edition.pk).delete()
        raise FileAway from error


def lock_book(*, pk: int) -> None:
    """Inside a transaction. Raises NotABook when it was deleted meanwhile."""
    if not lock_products([pk]) or not Book.objects.filter(pk=pk).exists():
        raise NotABook


@transaction.atomic
def take_away(*, edition: BookFile) -> None:
    """Delete it; what somebody holds is kept for them, and for nobody else."""
    lock_book(pk=edition.book_id)
    rows = BookFile.objects.filter(pk=edition.pk)
    if rows.ready().held().exists():
        rows.filter(replaced_at=None).update(replaced_at=timezone.now())
        products_changed.send(sender=BookFile, product_ids=[edition.book_id])
    else:
        rows.delete()


def settle_editions(*, newest: BookFile) -> None:
    """Of its format the newest that is ready is the one; what nobody holds of the others goes.

    Inside a transaction that has locked the book.
    """
    slot = BookFile.objects.slot(
        book_id=newest.book_id,
        file_format=newest.format,
        is_sample=newest.is_sample,
    ).ready()
    last = slot.aggregate(last=Max("edition"))["last"]
    older = slot.filter(edition__lt=last)
    older.filter(replaced_at=None).update(replaced_at=timezone.now())
    leftovers = slot.unheld_leftovers().values_list("pk", flat=True)
    BookFile.objects.filter(pk__in=list(leftovers)).delete()


def delete_leftovers() -> int:
    """Editions that were replaced or withdrawn, and that nobody holds any more. How many."""
    deleted = 0
    for edition in BookFile.objects.unheld_leftovers():
        with transaction.atomic():
            if lock_products([edition.book_id]):
                again = BookFile.objects.unheld_leftovers().filter(pk=edition.pk)
                deleted += again.delete()[0]
    return deleted


# --- What a holder may have -------------------------------------------------------


def editions_of(*, entry: LibraryEntry, files: Iterable[BookFile]) -> list[BookFile]:
    """Those of the book's files that the entry gives a right to; of each format the newest first."""
    mine = [
        file
        for file in files
        if file.status == FileStatus.READY
        and not file.is_sample
        and (file.replaced_at is None or file.replaced_at > entry.created_at)
    ]
    return sorted(mine, key=lambda file: (file.format, -file.edition))


def files_by_product(*, ids: Iterable[int]) -> dict[int, list[BookFile]]:
    """What of these products is or was to be had, samples too, in one query."""
    found: dict[int, list[BookFile]] = defaultdict(list)
    for file in BookFile.objects.ready().filter(book__in=ids):
        found[file.book_id].append(file)
    return found


def find_edition(
    *, entry: LibraryEntry, file_format: str, edition: int | None
) -> BookFile:
    """The newest of a format, or the one that is asked for. Raises NoSuchFile."""
    files = BookFile.objects.ready().filter(book=entry.product_id, format=file_format)
    for file in editions_of(entry=entry, files=files):
        if edition in (None, file.edition):
            return file
    raise NoSuchFile


def covers_by_product(*, ids: Iterable[int]) -> dict[int, str]:
    """Addresses of the covers found in the files that are to be had now, in one query."""
    files = BookFile.objects.current().filter(book__in=ids, is_sample=False)
    found = files.exclude(cover="").order_by("-format").only("book", "cover")
    return {file.book_id: file.cover.url for file in found}
