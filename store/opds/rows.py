"""Which books the feeds are about, and what there is of their files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from store.catalog.models import Product
from store.reading.models import BookFile


@dataclass
class Files:
    """Of a book: the formats that it and its samples come in, and the address of a cover."""

    formats: list[str] = field(default_factory=list)
    samples: list[str] = field(default_factory=list)
    cover: str = ""


def with_files(products: QuerySet[Any]) -> QuerySet[Any]:
    """Those that come as a file now: to a reader app a book of paper is a dead end."""
    files = BookFile.objects.current().filter(book=OuterRef("pk"), is_sample=False)
    return products.filter(Exists(files))


def with_books(names: QuerySet[Any], path: str) -> QuerySet[Any]:
    """Genres or authors with such a book on public sale, and how many: `number`.

    `path` leads from a product to them.
    """
    inside = with_files(Product.objects.public()).filter(**{path: OuterRef("pk")})
    inside = inside.order_by()
    counted = inside.values(path).annotate(number=Count("pk")).values("number")
    return names.filter(Exists(inside)).annotate(number=Subquery(counted))


def held_with_files(entries: QuerySet[Any]) -> QuerySet[Any]:
    """Entries that give a right to a file, the newest first (`reading.services.editions_of`)."""
    since = Q(replaced_at=None) | Q(replaced_at__gt=OuterRef("created_at"))
    files = BookFile.objects.ready().filter(
        since, book=OuterRef("product"), is_sample=False
    )
    return entries.filter(Exists(files)).order_by("-id")


def files_on_sale(ids: Iterable[int]) -> dict[int, Files]:
    """What whoever buys these books gets, and their samples, in one query."""
    found = {pk: Files() for pk in ids}
    for file in BookFile.objects.current().filter(book__in=found).order_by("format"):
        book = found[file.book_id]
        (book.samples if file.is_sample else book.formats).append(file.format)
        book.cover = book.cover or cover_of([file])
    return found


def cover_of(files: Iterable[BookFile]) -> str:
    """The address of the first cover that was found in them."""
    return next((file.cover.url for file in files if file.cover), "")
