"""Ways to erase that several kinds of rows share."""

from __future__ import annotations

from typing import Any

from core.privacy.registry import Keep, Rows

SOLD = Keep(
    "What was sold, when and for how much: the store and its vendors answer for it."
)


def forget_who(rows: Rows, user: Any) -> None:
    rows.update(by=None)
