"""Querysets that are compiled to SQL once.

For the hottest reads of the catalogue, Django spends more time on writing the statements
than the database on answering them (`docs/performance.md`). The rows are read anew for
each request: this keeps SQL, never data.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import connections
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

Row = dict[str, Any]
# Stands in a queryset for the key that each request brings.
KEY = -1


@dataclass(frozen=True)
class Statement:
    """SQL and its parameters, `KEY` among them, and what makes Python values of its rows."""

    alias: str
    sql: str
    parameters: tuple[Any, ...]
    convert: Callable[[Any], Any]

    @classmethod
    def of(cls, queryset: QuerySet[Any, Any]) -> Statement:
        compiler = queryset.query.get_compiler(queryset.db)
        sql, parameters = compiler.as_sql()
        converters = compiler.get_converters([column for column, *_ in compiler.select])
        return cls(
            queryset.db,
            sql,
            parameters,
            lambda rows: compiler.apply_converters(rows, converters),
        )

    def run(self, key: int, suffix: str = "", *more: int) -> Any:
        parameters = (key if value == KEY else value for value in self.parameters)
        with connections[self.alias].cursor() as cursor:
            cursor.execute(self.sql + suffix, (*parameters, *more))
            return self.convert(cursor.fetchall())


class PreparedRows:
    """A `.values()` queryset in SQL, for any number of requests."""

    def __init__(self, queryset: QuerySet[Any, Row]) -> None:
        self.names = queryset.query.values_select
        self.select = Statement.of(queryset)
        counted = queryset.order_by().values_list(RawSQL("COUNT(*)", []))
        self.select_count = Statement.of(counted)

    def rows(self, key: int = KEY) -> Rows:
        return Rows(self, key)

    def first(self, key: int) -> Row | None:
        found = self.rows(key)[0:1]
        return found[0] if found else None


class Rows:
    """The rows one request reads: counted once, and sliced as a paginator does it."""

    def __init__(self, prepared: PreparedRows, key: int) -> None:
        self.prepared = prepared
        self.key = key

    @cached_property
    def total(self) -> int:
        [row] = self.prepared.select_count.run(self.key)
        return row[0]

    def count(self) -> int:
        return self.total

    def __getitem__(self, part: slice) -> list[Row]:
        rows = self.prepared.select.run(
            self.key, " LIMIT %s OFFSET %s", part.stop - part.start, part.start
        )
        return [dict(zip(self.prepared.names, row, strict=True)) for row in rows]


def as_key(text: str) -> int | None:
    """A primary key as an address carries it; None for what needs a closer look."""
    plain = text.isascii() and text.isdigit() and len(text) < 16
    return int(text) if plain else None
