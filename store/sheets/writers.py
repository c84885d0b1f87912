"""The products of a vendor as a file."""

from __future__ import annotations

from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from store.books.rows import render_books
from store.catalog.models import Product
from store.shared.csv_text import csv_lines, guarded
from store.sheets.cells import LONGEST_CELL, escape
from store.sheets.choices import MOST_ROWS
from store.sheets.columns import COLUMNS, VALUES, Shelves, texts_of
from store.sheets.errors import NotForXlsx
from store.vendors.models import Vendor

AT_A_TIME = 500
NUMBERS = {"id": int, "inventory": int, "unit_price": float}


def product_texts(vendor: Vendor) -> Iterator[dict[str, str]]:
    """The cells of every product of the vendor, drafts too, oldest first.

    So many at a time, each by a query of its own: a result that is read slowly would
    hold its rows in memory, or the connection.
    """
    shelves, last = Shelves(), 0
    own = Product.objects.for_vendors([vendor.pk]).order_by("pk")
    while True:
        rows = list(own.filter(pk__gt=last).values(*VALUES)[:AT_A_TIME])
        books = render_books(rows)
        for row in rows:
            yield texts_of(row, shelves, books.get(row["id"]))
        if len(rows) < AT_A_TIME:
            return
        last = rows[-1]["id"]


def write_csv(vendor: Vendor) -> Iterator[str]:
    """Lines of text, the first one with the names of the columns."""
    rows = ([texts[name] for name in COLUMNS] for texts in product_texts(vendor))
    return csv_lines(header=COLUMNS, rows=rows)


def write_xlsx(vendor: Vendor) -> IO[bytes]:
    """A file to be read from its beginning. Raises NotForXlsx."""
    if Product.objects.for_vendors([vendor.pk]).count() > MOST_ROWS:
        raise NotForXlsx
    rows = [
        {name: escape(guarded(text)) for name, text in texts.items()}
        for texts in product_texts(vendor)
    ]
    if any(len(text) > LONGEST_CELL for row in rows for text in row.values()):
        raise NotForXlsx
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Products")
    sheet.freeze_panes = "A2"
    sheet.append(list(COLUMNS))
    for row in rows:
        sheet.append([cell(sheet, name, row[name]) for name in COLUMNS])
    file = TemporaryFile()  # noqa: SIM115 - the caller's
    book.save(file)
    file.seek(0)
    return file


def cell(sheet: Any, column: str, text: str) -> Any:
    """Numbers are numbers; a text is one even if it begins with `=`."""
    if column in NUMBERS:
        return NUMBERS[column](text)
    if column == "is_published":
        return text == "true"
    written = WriteOnlyCell(sheet, text)
    written.data_type = "s"
    return written
