"""What the rows of a file would do, by the rules of the API. Reads, never writes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.text import slugify
from rest_framework.exceptions import ErrorDetail, ValidationError

from store.books.rows import render_books
from store.catalog.models import Product
from store.sheets.books import BOOK, Genres
from store.sheets.columns import (
    IDENTITY,
    NEEDED,
    VALUES,
    WRITABLE,
    Shelves,
    same,
    texts_of,
    tidy,
)
from store.sheets.errors import BadSheet
from store.sheets.plan import Plan
from store.sheets.readers import Sheet
from store.sheets.serializers import RowSerializer, read_book
from store.vendors.models import Vendor

AT_A_TIME = 500
# An empty cell of these leaves a product as it is, and a new one as the API makes it.
OPTIONAL = ("slug", "unit", "is_published")
Row = tuple[int, dict[str, str]]


def plan_import(
    *, vendor: Vendor, sheet: Sheet, on_progress: Callable[[int, int], None]
) -> Plan:
    """What the file would do to the vendor's products, and every problem of every row.

    `on_progress` is told how many rows were looked at, and of how many, again and again.
    """
    checks = Checks(vendor, sheet.columns)
    try:
        rows = list(sheet.rows)
    except BadSheet as refusal:
        checks.plan.refuse(None, None, refusal.code, refusal.message)
        return checks.plan
    for start in range(0, len(rows), AT_A_TIME):
        on_progress(start, len(rows))
        checks.look_at(rows[start : start + AT_A_TIME])
    return checks.plan


class Checks:
    """The rows of one file, one batch after the other."""

    def __init__(self, vendor: Vendor, columns: tuple[str, ...]) -> None:
        self.products = Product.objects.for_vendors([vendor.pk])
        self.columns = [name for name in columns if name in {*WRITABLE, *BOOK}]
        self.shelves, self.genres = Shelves(), Genres()
        context = {"shelves": self.shelves}
        # One for all rows: to make a serializer takes longer than to use it.
        self.whole = RowSerializer(context=context)
        self.partial = RowSerializer(context=context, partial=True)
        self.seen: dict[int, int] = {}
        self.plan = Plan()

    def look_at(self, rows: list[Row]) -> None:
        tidied = [
            (number, {name: tidy(name, text) for name, text in row.items()})
            for number, row in rows
        ]
        found = self.find([row for _, row in tidied])
        for number, row in tidied:
            self.plan.rows += 1
            if "" in row:
                self.plan.refuse(
                    number, None, "too_many_cells", "More cells than there are columns."
                )
            elif not any(row.get(name) for name in IDENTITY):
                self.add(number, row)
            elif texts := found.get(key_of(row)):
                self.change(number, row, texts)
            else:
                # Also for a product of somebody else: it is not said which.
                name = next(name for name in IDENTITY if row.get(name))
                self.plan.refuse(
                    number,
                    name,
                    "unknown_product",
                    f"You have no product of this {name}.",
                )

    def find(self, rows: list[dict[str, str]]) -> dict[tuple[str, str], dict[str, str]]:
        """The cells of the products that the rows name, by what names them."""
        named: dict[str, set[str]] = {name: set() for name in IDENTITY}
        for row in rows:
            name, text = key_of(row)
            if name != "id" or is_key(text):
                named[name].add(text)
        found = {}
        for name, texts in named.items():
            own = self.products.filter(**{f"{name}__in": texts})
            products = list(own.values(*VALUES))
            books = render_books(products)
            for product in products:
                cells = texts_of(product, self.shelves, books.get(product["id"]))
                found[name, cells[name]] = cells
        return found

    def change(
        self, number: int, row: Mapping[str, str], texts: dict[str, str]
    ) -> None:
        pk = int(texts["id"])
        if (first := self.seen.setdefault(pk, number)) != number:
            text = f"Row {first} is about the same product."
            self.plan.refuse(number, "id", "duplicate_product", text)
            return
        if row.get("code", "") not in {"", texts["code"]}:
            text = "The code of a product never changes."
            self.plan.refuse(number, "code", "read_only", text)
            return
        changed = {
            name: row[name]
            for name in self.columns
            if not same(name, row[name], texts[name])
            and not (name in OPTIONAL and not row[name])
        }
        if not changed:
            self.plan.unchanged += 1
        elif (both := self.both(self.partial, number, changed)) is not None:
            self.plan.changes[pk], book = both
            if book:
                self.plan.books[pk] = book

    def add(self, number: int, row: Mapping[str, str]) -> None:
        data = {name: row[name] for name in self.columns if row[name]}
        if "slug" not in data:
            data["slug"] = slugify(data.get("title", ""))[:255] or "product"
        if (both := self.both(self.whole, number, data)) is not None:
            values, book = both
            if book:
                self.plan.new_books[len(self.plan.new)] = book
            self.plan.new.append(values)

    def both(
        self, serializer: RowSerializer, number: int, data: dict[str, str]
    ) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """The values of the product and of its book; None with a problem noted."""
        cells = {name: data.pop(name) for name in BOOK if name in data}
        values = self.validated(serializer, number, data) if data else {}
        book, problems = read_book(cells, self.genres)
        for name, code, text in problems:
            self.plan.refuse(number, name, code, text)
        return None if values is None or problems else (values, book)

    def validated(
        self, serializer: RowSerializer, number: int, data: dict[str, Any]
    ) -> dict[str, Any] | None:
        """What the API would write for this; None with a problem noted."""
        empty = [name for name in NEEDED if data.get(name) == ""]
        for name in empty:
            self.plan.refuse(number, name, "required", "This field is required.")
        if data.get("description") == "":
            data["description"] = None
        try:
            values = serializer.run_validation(
                {name: value for name, value in data.items() if name not in empty}
            )
        except ValidationError as refusal:
            details: dict[str, list[ErrorDetail]] = refusal.detail  # type: ignore[assignment]
            for name, found in details.items():
                for detail in found:
                    self.plan.refuse(number, name, detail.code or "invalid", detail)
            return None
        return None if empty else dict(values)


def key_of(row: Mapping[str, str]) -> tuple[str, str]:
    """By what a row names its product; the id goes before the code."""
    return next(((name, row[name]) for name in IDENTITY if row.get(name)), ("id", ""))


def is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 16
