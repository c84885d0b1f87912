"""What a cell of an XLSX file holds, as text, and the reverse."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

LONGEST_CELL = 32_767
# XML has no word for these, nor keeps a carriage return; Excel writes them as _x000D_.
UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
WRITTEN = re.compile(r"_x([0-9A-Fa-f]{4})_")


def escape(text: str) -> str:
    return UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def unescape(text: str) -> str:
    return WRITTEN.sub(lambda found: chr(int(found[1], 16)), text)


def as_text(value: Any) -> str:
    """A number as Excel shows it (15 digits), a date in ISO 8601, a formula's last result."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return format(value, ".15g")
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return unescape(str(value))
