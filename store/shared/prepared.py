"""Querysets that are compiled to SQL once.

For the plainest list of the catalogue, Django spends more time on writing the two
statements than the database on answering them (`docs/performance.md`). The rows are read
anew each time: this keeps SQL, never data.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connections
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

Row = dict[str, Any]


class PreparedRows:
    """The rows of a `.values()` queryset; a paginator can count and slice it."""

    def __init__(self, queryset: QuerySet[Any, Row]) -> None:
        self.queryset = queryset
        self.alias = queryset.db
        self.names = queryset.query.values_select
        self.select, self.parameters, self.convert = self.compile(queryset)
        counted = queryset.order_by().values_list(RawSQL("COUNT(*)", []))
        self.select_count, self.count_parameters, _ = self.compile(counted)

    def compile(self, queryset: QuerySet[Any, Any]) -> tuple[str, Any, Callable]:
        """SQL, its parameters, and what turns the rows of a cursor into Python values."""
        compiler = queryset.query.get_compiler(self.alias)
        sql, parameters = compiler.as_sql()
        converters = compiler.get_converters([column for column, *_ in compiler.select])
        return sql, parameters, lambda rows: compiler.apply_converters(rows, converters)

    def count(self) -> int:
        with connections[self.alias].cursor() as cursor:
            cursor.execute(self.select_count, self.count_parameters)
            return cursor.fetchone()[0]

    def __getitem__(self, part: slice) -> list[Row]:
        limits = (part.stop - part.start, part.start)
        with connections[self.alias].cursor() as cursor:
            cursor.execute(
                f"{self.select} LIMIT %s OFFSET %s", (*self.parameters, *limits)
            )
            rows = cursor.fetchall()
        return [dict(zip(self.names, row, strict=True)) for row in self.convert(rows)]
