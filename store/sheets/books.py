"""What stands in the cells of a book: text that reads back as what was written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from store.books.errors import BadIsbn, BadLanguage, BadPages
from store.books.models import Genre
from store.books.names import id_or_slug, key_of_name, plain_name
from store.books.values import (
    parse_isbn,
    parse_language,
    parse_pages,
    write_pages,
)

BOOK = (
    *("isbn", "authors", "genres", "publisher", "language", "pages"),
    "released_on",
)
SEPARATOR = ";"
MIDNIGHT = "00:00:00"  # a spreadsheet's date has a time


class Genres:
    """The genres by what names them, for a whole file."""

    def find(self, text: str) -> int | None:
        """The key of the one with this id, slug or name."""
        key = id_or_slug(text)
        if isinstance(key, int):
            return key if key in self.keys.values() else None
        return self.keys.get(key) or self.keys.get(key_of_name(text))

    @cached_property
    def keys(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for pk, slug, name_key in Genre.objects.values_list("pk", "slug", "name_key"):
            found |= {slug: pk, name_key: pk}
        return found


def texts_of_book(book: Mapping[str, Any] | None) -> dict[str, str]:
    """The cells of a book as `store.books.rows` renders it; empty for what is none."""
    if book is None:
        return dict.fromkeys(BOOK, "")
    texts = {
        "authors": joined([author["name"] for author in book["authors"]]),
        "genres": joined([genre["slug"] for genre in book["genres"]]),
    }
    for name in BOOK:
        texts.setdefault(name, "" if book[name] is None else str(book[name]))
    return {name: tidy_book(name, text) for name, text in texts.items()}


def joined(names: list[str]) -> str:
    return f"{SEPARATOR} ".join(names)


def parted(text: str) -> list[str]:
    names = (plain_name(name) for name in text.split(SEPARATOR))
    return [name for name in names if name]


def tidy_book(column: str, text: str) -> str:
    """A cell as `texts_of_book` would have it, as far as it says the same."""
    if column == "authors":
        return joined(parted(text))
    if column == "genres":
        return joined(sorted(name.lower() for name in parted(text)))
    if column == "released_on":
        return text.strip().removesuffix(MIDNIGHT).rstrip("T ")
    return PARSED[column](text) if column in PARSED else text


def parsed(parse: Callable[[str], object]) -> Callable[[str], str]:
    """Text that can't be read stays what it is: it is refused when it is looked at."""

    def tidied(text: str) -> str:
        try:
            return str(parse(text.strip()))
        except (BadIsbn, BadLanguage, BadPages):
            return text.strip()

    return tidied


def plain_pages(text: str) -> object:
    pages = write_pages(*parse_pages(text))
    return "" if pages is None else pages


PARSED = {
    "isbn": parsed(parse_isbn),
    "language": parsed(parse_language),
    "pages": parsed(plain_pages),
}
