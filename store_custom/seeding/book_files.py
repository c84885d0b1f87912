"""Files for some of the books: PDF and EPUB, and a sample of each."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple

from django.core.files.base import ContentFile

from store.models import Book, BookFile
from store.reading.choices import FileStatus, Format
from store.shared.private_files import private_storage
from store_custom.seeding.catalog import product_ids
from store_custom.seeding.data.passages import PASSAGES
from store_custom.seeding.pictures.files import write_file
from store_custom.seeding.plan import Good, books
from store_custom.seeding.rows import Count, insert
from store_custom.seeding.volumes.epub import write_epub
from store_custom.seeding.volumes.pdf import write_pdf
from store_custom.seeding.volumes.volume import Volume, make_volume, sample_of

WRITERS = {Format.PDF: write_pdf, Format.EPUB: write_epub}


class Planned(NamedTuple):
    good: Good
    file_format: Format
    is_sample: bool


def plan() -> list[Planned]:
    goods = [good for good in books() if good.slug in PASSAGES]
    return [
        Planned(good, file_format, is_sample)
        for good in goods
        for file_format in WRITERS
        for is_sample in (False, True)
    ]


def seed_book_rows() -> Count:
    """A book of each product of the bookshop, unless there are any."""
    ids = product_ids(books()).values()
    there = Book.objects.filter(pk__in=ids).exists()
    rows = [] if there else [Book(pk=pk) for pk in ids]
    return Count("books", len(ids), insert(Book, rows))


def seed_book_files() -> Count:
    """Only for what is a book, and has no file of that kind yet."""
    planned, ids = plan(), product_ids(books())
    known = set(Book.objects.filter(pk__in=ids.values()).values_list("pk", flat=True))
    slots = BookFile.objects.filter(book__in=known)
    there = set(slots.values_list("book", "format", "is_sample"))
    missing = [
        one
        for one in planned
        if ids[one.good.slug] in known
        and (ids[one.good.slug], one.file_format, one.is_sample) not in there
    ]
    return Count(
        "files of books", len(planned), insert(BookFile, [*rows(missing, ids)])
    )


def rows(missing: list[Planned], ids: dict[str, int]) -> Iterator[BookFile]:
    """As a worker leaves them that looked into the files."""
    whole: dict[str, Volume] = {}
    covers: dict[str, str] = {}
    for good, file_format, is_sample in missing:
        slug = good.slug
        if slug not in whole:
            whole[slug] = volume_of(good)
            name = f"store/covers/seed-{slug}.jpg"
            covers[slug] = write_file(name=name, content=whole[slug].cover)
        volume = sample_of(whole[slug]) if is_sample else whole[slug]
        content = WRITERS[file_format](volume)
        yield BookFile(
            book_id=ids[slug],
            format=file_format,
            is_sample=is_sample,
            file=write_private(slug, file_format, is_sample, content),
            size=len(content),
            sha256=sha256(content).hexdigest(),
            status=FileStatus.READY,
            title=volume.title,
            authors=[volume.author],
            language="en",
            pages=pages_of(volume, file_format),
            cover=covers[slug],
        )


def volume_of(good: Good) -> Volume:
    return make_volume(
        slug=good.slug,
        title=good.title,
        author=good.author,
        opening=PASSAGES[good.slug],
    )


def pages_of(volume: Volume, file_format: Format) -> int:
    """One for each chapter; a PDF begins with its cover."""
    return len(volume.chapters) + (file_format == Format.PDF)


def write_private(
    slug: str, file_format: Format, is_sample: bool, content: bytes
) -> str:
    """Over what a run cut short may have left there."""
    name = f"books/seed-{slug}{'-sample' if is_sample else ''}.{file_format}"
    if private_storage.exists(name):
        private_storage.delete(name)
    return private_storage.save(name, ContentFile(content))
