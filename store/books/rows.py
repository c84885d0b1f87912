"""Books as products show them, from plain values (see `store.catalog.rows`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from operator import itemgetter
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL

from store.books.models import Book, BookAuthor
from store.books.values import write_pages

# Of a product: null where it is no book.
COLUMNS = (
    "book__product_id",
    "book__isbn",
    "book__publisher",
    "book__released_on",
    "book__pages_from",
    "book__pages_to",
    "book__language",
)
AUTHOR, GENRE, FORMAT = 1, 2, 3  # kinds of names, in `select_names`


def render_books(rows: Iterable[Mapping[str, Any]]) -> dict[int, dict[str, Any]]:
    """The books among rows of products that have `COLUMNS`, by the products' keys.

    One query more, if any of them is a book.
    """
    found = {
        row["book__product_id"]: render_book(row)
        for row in rows
        if row["book__product_id"] is not None
    }
    names = sorted(names_of([*found]), key=itemgetter(0, 1, 2))
    for kind, _, name, slug, row_pk, pk in names:
        book = found[pk]
        if kind == AUTHOR:
            book["authors"].append({"id": row_pk, "name": name})
        elif kind == GENRE:
            book["genres"].append({"id": row_pk, "name": name, "slug": slug})
        elif name not in book["formats"]:
            book["formats"].append(name)
    return found


def render_book(row: Mapping[str, Any]) -> dict[str, Any]:
    least, most = row["book__pages_from"], row["book__pages_to"]
    return {
        "isbn": row["book__isbn"],
        "authors": [],
        "publisher": row["book__publisher"],
        "released_on": row["book__released_on"],
        "pages": write_pages(least, most),
        "pages_from": least,
        "pages_to": most,
        "language": row["book__language"],
        "genres": [],
        "formats": [],
    }


def names_of(keys: list[int]) -> list[tuple[Any, ...]]:
    """(kind, place, name, slug, key, book) of the authors, genres and formats of books."""
    if not keys:
        return []
    sql, places = select_names(len(keys))
    parameters = [
        keys[place] if isinstance(place, int) and place < 0 else place
        for place in places
    ]
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


@cache
def select_names(count: int) -> tuple[str, tuple[Any, ...]]:
    """SQL for the names of so many books: one statement for three, compiled once.

    A negative parameter stands for the key at this place from the end.
    """
    keys = range(-count, 0)
    files_of: Any = Book._meta.get_field("files").related_model
    authors = BookAuthor.objects.filter(book__in=keys).order_by()
    genres = Book.genres.through.objects.filter(book__in=keys).order_by()
    files = files_of.objects.current().filter(book__in=keys, is_sample=False).order_by()
    # In SQL, and no parameters that might be taken for keys.
    kinds = RawSQL("1", []), RawSQL("2", []), RawSQL("3", [])
    zero, none = RawSQL("0", []), RawSQL("''", [])
    rows = authors.values_list(
        kinds[0], "position", "author__name", none, "author_id", "book_id"
    ).union(
        genres.values_list(
            kinds[1], zero, "genre__name", "genre__slug", "genre_id", "book_id"
        ),
        files.values_list(kinds[2], zero, "format", none, zero, "book_id"),
        all=True,
    )
    return rows.query.sql_with_params()
