"""Files that people bring: CSV in UTF-8, or XLSX. Nothing here trusts them."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook

from store.sheets.cells import as_text
from store.sheets.choices import MOST_ROWS
from store.sheets.columns import COLUMNS, IDENTITY, NEEDED
from store.sheets.errors import (
    BadSheet,
    DuplicateColumns,
    EmptySheet,
    MissingColumns,
    NotASheet,
    SheetTooLarge,
    TooManyRows,
    UnknownColumns,
    WrongEncoding,
)

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
MOST_BYTES_UNPACKED = 50_000_000
MOST_ENTRIES = 500
MOST_COLUMNS = 100
MOST_ROWS_OF_EXCEL = 1_048_576
DELIMITERS = ",;\t"
csv.field_size_limit(5_000_000)

Line = tuple[int, list[str]]


@dataclass(frozen=True)
class Sheet:
    """`rows`: each with its number in the file, header 1, and its texts by column.

    More texts than there are columns are under the key "". Iterating raises BadSheet.
    """

    columns: tuple[str, ...]
    rows: Iterator[tuple[int, dict[str, str]]]


def open_sheet(content: bytes) -> Sheet:
    """Read as far as the names of the columns. Raises BadSheet."""
    if content.startswith(OLE):
        raise NotASheet
    lines = lines_of_xlsx(content) if content.startswith(ZIP) else lines_of_csv(content)
    _, header = next(lines, (0, []))
    columns = columns_of(header)
    return Sheet(columns, rows_of(columns, lines))


def columns_of(header: Sequence[str]) -> tuple[str, ...]:
    """The names as we know them. Raises BadSheet."""
    names = [name.strip().lower() for name in header]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise EmptySheet
    if unknown := [name[:50] for name in names if name not in COLUMNS]:
        raise UnknownColumns(unknown[:10])
    if doubles := [name for name, count in Counter(names).items() if count > 1]:
        raise DuplicateColumns(doubles)
    missing = [name for name in NEEDED if name not in names]
    if missing and not set(IDENTITY) & set(names):
        raise MissingColumns(missing)
    return tuple(names)


def rows_of(
    columns: tuple[str, ...], lines: Iterator[Line]
) -> Iterator[tuple[int, dict[str, str]]]:
    for count, (number, texts) in enumerate(lines, 1):
        if count > MOST_ROWS:
            raise TooManyRows
        texts = texts + [""] * (len(columns) - len(texts))
        row = dict(zip(columns, texts, strict=False))
        if any(texts[len(columns) :]):
            row[""] = "more"
        yield number, row


def lines_of_csv(content: bytes) -> Iterator[Line]:
    """Every line that is not blank. Raises BadSheet."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WrongEncoding from None
    delimiter = max(DELIMITERS, key=lambda sign: known_columns(text, sign))
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        for number, texts in enumerate(reader, 1):
            if any(cell.strip() for cell in texts):
                yield number, texts
    except csv.Error:
        raise NotASheet from None


def known_columns(text: str, delimiter: str) -> int:
    """How many names of columns the first line has when it is split like this."""
    first = text.lstrip().split("\n", 1)[0].lower()
    names = (name.strip().strip('"') for name in first.split(delimiter))
    return sum(name in COLUMNS for name in names)


def lines_of_xlsx(content: bytes) -> Iterator[Line]:
    """Every row of the first sheet that is not blank. Raises BadSheet.

    Row by row, so many columns and no more: a small file may claim to be huge.
    """
    refuse_bombs(content)
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        [sheet, *_] = book.worksheets
        rows = sheet.iter_rows(
            max_row=MOST_ROWS_OF_EXCEL, max_col=MOST_COLUMNS, values_only=True
        )
        for number, values in enumerate(rows, 1):
            if any(value is not None for value in values):
                texts = [as_text(value) for value in values]
                if any(text.strip() for text in texts):
                    yield number, trimmed(texts)
    except BadSheet:
        raise
    except Exception:  # noqa: BLE001 - openpyxl raises anything for a broken file
        raise NotASheet from None


def trimmed(texts: list[str]) -> list[str]:
    """Without the empty cells at the end."""
    while texts and not texts[-1]:
        texts.pop()
    return texts


def refuse_bombs(content: bytes) -> None:
    """A zip unpacks to no more than it says, and it must not say too much."""
    try:
        entries = ZipFile(BytesIO(content)).infolist()
    except (BadZipFile, ValueError, NotImplementedError):
        raise NotASheet from None
    if len(entries) > MOST_ENTRIES:
        raise SheetTooLarge
    if sum(entry.file_size for entry in entries) > MOST_BYTES_UNPACKED:
        raise SheetTooLarge
