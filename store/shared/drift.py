"""What is kept although it could be counted, and does not say what it should."""

from __future__ import annotations

from typing import NamedTuple


class Drift(NamedTuple):
    row: str
    found: str
    expected: str
