"""Rows of several small queries in one round trip."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet


def union_all(*queries: QuerySet[Any, Any]) -> list[tuple[Any, ...]]:
    """The rows of `values_list` queries of one width, each with its own order and limit.

    Django's `union` takes no limits on SQLite. Columns need names of their own within a
    query, and values that need no conversion: numbers and texts.
    """
    parts: list[str] = []
    parameters: list[Any] = []
    for number, query in enumerate(queries):
        try:
            sql, values = query.query.sql_with_params()
        except EmptyResultSet:
            continue
        parts.append(f"SELECT * FROM ({sql}) AS part{number}")  # noqa: S608
        parameters += values
    if not parts:
        return []
    with connections[queries[0].db].cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), parameters)
        return cursor.fetchall()
