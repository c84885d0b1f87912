"""Writing what was sent, and nothing beside it."""

from __future__ import annotations

from typing import Any

from django.db.models import Model


def save_sent(
    *, row: Model, values: dict[str, Any], also: tuple[str, ...] = ()
) -> None:
    """Write these values, and the columns of `also` that change by themselves.

    A whole row would write back what somebody else changed since it was read.
    """
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=[*values, *also])
