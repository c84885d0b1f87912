"""What is in the database: as text, and as rows."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import connection


def text_in_the_database() -> dict[str, str]:
    """Every value of every table, as one lower-case text for each table."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            values = [
                value.decode(errors="replace") if isinstance(value, bytes) else value
                for row in cursor.fetchall()
                for value in row
            ]
            text = "\n".join(value for value in values if isinstance(value, str))
            found[table] = (text + plain(text)).lower()
    return found


def plain(text: str) -> str:
    """The same with what JSON escapes unescaped."""
    return text.encode().decode("unicode_escape", errors="replace")


def all_rows() -> dict[str, dict[Any, dict[str, Any]]]:
    return {
        model._meta.label: {
            row[model._meta.pk.attname]: row for row in model._base_manager.values()
        }
        for model in apps.get_models(include_auto_created=True)
    }


def found(words: set[str]) -> list[tuple[str, str]]:
    text = text_in_the_database()
    return sorted(
        (table, word) for word in words for table in text if word.lower() in text[table]
    )
