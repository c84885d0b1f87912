"""Writing many books at once, in few statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection, transaction

from store.books.models import Book, BookAuthor
from store.books.names import key_of_name
from store.books.services import COLUMNS, find_or_add_authors
from store.signals import book_changed

AT_A_TIME = 200
Values = Mapping[int, Mapping[str, Any]]


@transaction.atomic
def write_books(*, values: Values) -> None:
    """`write_book` for many: by product, what is named of the book that it is or becomes.

    For products whose rows are locked. The books are locked in the order of their keys.
    """
    keys = sorted(values)
    for start in range(0, len(keys), AT_A_TIME):
        part = {pk: values[pk] for pk in keys[start : start + AT_A_TIME]}
        write_columns(part)
        write_authors({pk: v["authors"] for pk, v in part.items() if "authors" in v})
        write_genres({pk: v["genres"] for pk, v in part.items() if "genres" in v})
        book_changed.send(sender=Book, product_ids=list(part))


def write_columns(values: Values) -> None:
    """One upsert: what is not named is written back as it was read under the lock."""
    locked = Book.objects.select_for_update().filter(pk__in=values).order_by("pk")
    there = {book.pk: book for book in locked}
    books = [there.get(pk) or Book(product_id=pk) for pk in values]
    for book in books:
        for name in COLUMNS:
            if name in values[book.pk]:
                setattr(book, name, values[book.pk][name])
    named = connection.features.supports_update_conflicts_with_target
    Book.objects.bulk_create(
        books,
        update_conflicts=True,
        update_fields=COLUMNS,
        unique_fields=["product"] if named else None,
    )


def write_authors(names: Mapping[int, list[str]]) -> None:
    """Who wrote each book, in this order; who is new is added."""
    every = find_or_add_authors(names=(name for row in names.values() for name in row))
    by_key = {author.name_key: author.pk for author in every}
    wanted = {pk: [by_key[key_of_name(n)] for n in row] for pk, row in names.items()}
    there: dict[int, list[int]] = defaultdict(list)
    rows = BookAuthor.objects.filter(book__in=names)
    for pk, author_id in rows.values_list("book_id", "author_id"):
        there[pk].append(author_id)
    changed = [pk for pk, authors in wanted.items() if there[pk] != authors]
    rows.filter(book__in=changed).delete()
    BookAuthor.objects.bulk_create(
        BookAuthor(book_id=pk, author_id=author_id, position=position)
        for pk in changed
        for position, author_id in enumerate(wanted[pk])
    )


def write_genres(genres: Mapping[int, Iterable[int]]) -> None:
    """These genres and no others of each book; IntegrityError when one is gone by now."""
    through = Book.genres.through
    wanted = {(pk, genre_id) for pk, row in genres.items() for genre_id in row}
    rows = through.objects.filter(book__in=genres)
    there = {row[1:]: row[0] for row in rows.values_list("pk", "book_id", "genre_id")}
    stale = [row for pair, row in there.items() if pair not in wanted]
    through.objects.filter(pk__in=stale).delete()
    through.objects.bulk_create(
        through(book_id=pk, genre_id=genre_id)
        for pk, genre_id in sorted(wanted - there.keys())
    )
