"""The databases that can be backed up, each with its own tool."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from core.backup.errors import BackupError
from core.backup.mysql import MySQL
from core.backup.sqlite import SQLite

# `migrate` fills these in any new database.
FILLED_BY_MIGRATE = {"django_migrations", "django_content_type", "auth_permission"}


class Engine(Protocol):
    part: str
    rows: dict[str, int]

    def __init__(self, connection: BaseDatabaseWrapper) -> None: ...

    def check_tools(self) -> None:
        """Raises BackupError when a program is missing."""

    def dump(self, folder: Path) -> Iterator[bytes]:
        """A snapshot of one moment; afterwards `rows` counts it by table."""

    def stage(self, chunks: Iterator[bytes], rows: dict[str, int]) -> None:
        """Whatever can be done and checked before the database is touched."""

    def load(self) -> None:
        """Put what was staged in the place of all that is in the database."""


def engine_of(connection: BaseDatabaseWrapper) -> Engine:
    engines: dict[str, type[Engine]] = {"sqlite": SQLite, "mysql": MySQL}
    if connection.vendor not in engines:
        raise BackupError(f"There is no backup for {connection.display_name}.")
    return engines[connection.vendor](connection)


def count_rows(connection: BaseDatabaseWrapper) -> dict[str, int]:
    with connection.cursor() as cursor:
        counts = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
            counts[table] = cursor.fetchone()[0]
    return counts


def filled_tables(connection: BaseDatabaseWrapper) -> list[str]:
    """The tables with rows that `migrate` alone does not make."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    own = set(tables) - FILLED_BY_MIGRATE - shadow_tables(connection)
    return [table for table in sorted(own) if not is_empty(connection, table)]


def shadow_tables(connection: BaseDatabaseWrapper) -> set[str]:
    """What SQLite keeps its virtual tables in; there are rows in it from the beginning."""
    if connection.vendor != "sqlite":
        return set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT shadow.name FROM sqlite_master AS shadow JOIN sqlite_master AS whole "
            "ON substr(shadow.name, 1, length(whole.name) + 1) = whole.name || '_' "
            "WHERE whole.sql LIKE 'CREATE VIRTUAL TABLE%'"
        )
        return {name for (name,) in cursor.fetchall()}


def is_empty(connection: BaseDatabaseWrapper, table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")  # noqa: S608
        return cursor.fetchone() is None


def applied_migrations(connection: BaseDatabaseWrapper) -> list[str]:
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)


def known_migrations() -> set[str]:
    """The migrations that this code has, and those that they replace."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    replaced = [
        key
        for migration in loader.disk_migrations.values()
        for key in migration.replaces
    ]
    return {f"{app}.{name}" for app, name in [*loader.disk_migrations, *replaced]}
