"""What stands in the cells of a product's row: text that reads back as what was written.

A cell that still is what the export wrote is never changed, whatever it looks like; so a
file that comes back as it went changes nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from store.books.rows import COLUMNS as OF_BOOKS
from store.catalog.models import Collection
from store.shared.csv_text import FORMULA
from store.sheets.books import BOOK, texts_of_book, tidy_book

WRITABLE = (
    *("title", "slug", "description", "unit", "unit_price", "inventory"),
    *("collection", "is_published"),
)
IDENTITY = ("id", "code")
COLUMNS = (*IDENTITY, *WRITABLE, *BOOK)
NEEDED = ("title", "unit_price", "inventory", "collection")
# What `texts_of` needs of a product.
VALUES = (*IDENTITY, *(name for name in WRITABLE if name != "collection"))
VALUES = (*VALUES, "collection_id", *OF_BOOKS)

TEXTS = {"title", "slug", "description"}
YES, NO = {"true", "yes", "1"}, {"false", "no", "0"}
NUMBER = re.compile(r"(\d{1,15})(?:[.,](\d{1,15}))?")


def unguarded(text: str) -> str:
    """What `guarded` was given."""
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text


class Shelves:
    """The collections by name, for a whole file. Names need not be unique."""

    def __init__(self) -> None:
        self.titles = dict(Collection.objects.public().values_list("pk", "title"))
        self.count = Counter(plain(title) for title in self.titles.values())
        self.keys = {plain(title): pk for pk, title in self.titles.items()}

    def name_of(self, pk: int) -> str:
        """Its title, or its id when the title is not its alone."""
        title = self.titles.get(pk, "")
        return title if self.count[plain(title)] == 1 else str(pk)

    def find(self, text: str) -> int | None:
        """The key of the one that is called so, or has this id; None: no such, or several."""
        name = plain(text)
        if self.count[name]:
            return self.keys[name] if self.count[name] == 1 else None
        pk = int(name) if name.isascii() and name.isdigit() and len(name) < 16 else None
        return pk if pk in self.titles else None

    def is_ambiguous(self, text: str) -> bool:
        return self.count[plain(text)] > 1


def plain(text: str) -> str:
    return text.strip().casefold()


def texts_of(
    row: Mapping[str, Any], shelves: Shelves, book: Mapping[str, Any] | None
) -> dict[str, str]:
    """The cells of a product, by column, from its `VALUES` and the book that it is."""
    texts = {name: str(row[name] or "") for name in ("code", *sorted(TEXTS))}
    return texts | {
        "id": str(row["id"]),
        "unit": row["unit"],
        "unit_price": f"{row['unit_price']:.2f}",
        "inventory": str(row["inventory"]),
        "collection": shelves.name_of(row["collection_id"]),
        "is_published": "true" if row["is_published"] else "false",
        **texts_of_book(book),
    }


def tidy(column: str, text: str) -> str:
    """A cell as `texts_of` would have it, as far as it says the same."""
    if column in TEXTS or column == "collection":
        return unguarded(text)
    if column in BOOK:
        return tidy_book(column, unguarded(text))
    text = text.strip()
    if column in {"id", "inventory"}:
        return whole(text)
    if column == "unit_price":
        return price(text)
    if column == "code":
        return text.upper()
    if column == "is_published":
        word = text.lower()
        return "true" if word in YES else "false" if word in NO else text
    return text.lower() if column == "unit" else text


def whole(text: str) -> str:
    """`0120` and `120.0` are 120."""
    found = NUMBER.fullmatch(text)
    if found is None or (found[2] or "").strip("0"):
        return text
    return str(int(found[1]))


def price(text: str) -> str:
    """`4.5` and, as half of the world writes it, `4,5` are 4.50."""
    found = NUMBER.fullmatch(text)
    if found is None or len((found[2] or "").rstrip("0")) > 2:
        return text.replace(",", ".") if found else text
    cents = (found[2] or "").rstrip("0").ljust(2, "0")
    return f"{int(found[1])}.{cents}"


def same(column: str, one: str, other: str) -> bool:
    """Spreadsheets change how lines end."""
    if column == "description":
        return one.split("\n") == other.split("\n") or lines(one) == lines(other)
    return one == other


def lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
