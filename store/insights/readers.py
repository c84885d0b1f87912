"""How many read a product on a day: a reader once, however often they come back that day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone

from store.insights.models import ProductView, ProductViewDay
from store.insights.seen import Seen


def first_of_a_day(
    known: Mapping[Any, ProductView], found: Mapping[Any, Seen]
) -> list[tuple[int, date]]:
    """(product, day) of what was not viewed on that day before; in the order of the keys."""
    days = {
        pk: timezone.localdate(seen.at)
        for pk, seen in found.items()
        if pk not in known
        or timezone.localdate(known[pk].last_at) < timezone.localdate(seen.at)
    }
    return sorted(days.items())


def count_readers(first: list[tuple[int, date]]) -> None:
    """One reader more of each, in one statement: nobody's count is written over."""
    if not first:
        return
    values = [value for pk, day in first for value in (pk, day.isoformat())]
    table = ProductViewDay._meta.db_table
    rows = ", ".join(["(%s, %s, 1)"] * len(first))
    added = (
        "ON DUPLICATE KEY UPDATE readers = readers + 1"
        if connection.vendor == "mysql"
        else "ON CONFLICT (product_id, day) DO UPDATE "
        f"SET readers = {table}.readers + 1"
    )
    sql = f"INSERT INTO {table} (product_id, day, readers) VALUES {rows} {added}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
