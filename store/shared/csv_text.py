"""Lines of CSV that no spreadsheet runs as a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from typing import Any

BOM = "\ufeff"  # without it Excel takes the text for another encoding
# What a spreadsheet would take for a formula, and what we put before it.
FORMULA = re.compile(r"'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")


class Echo:
    """What the csv module writes to: hands each line back."""

    def write(self, line: str) -> str:
        return line


def guarded(text: str) -> str:
    """Text that no spreadsheet runs as a formula: with a `'` in front if it begins like one."""
    return f"'{text}" if FORMULA.match(text) else text


def csv_lines(*, header: Iterable[str], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """The header, then each row; texts are guarded, numbers stay numbers, None is empty."""
    writer: Any = csv.writer(Echo())
    yield BOM + writer.writerow(header)
    for row in rows:
        yield writer.writerow(
            [guarded(cell) if isinstance(cell, str) else cell for cell in row]
        )
