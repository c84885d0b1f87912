"""Restoring: everything is checked before anything is touched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from django.core.files.storage import Storage
from django.db.backends.base.base import BaseDatabaseWrapper

from core.backup.archive import ArchiveReader
from core.backup.engines import (
    Engine,
    count_rows,
    engine_of,
    filled_tables,
    known_migrations,
)
from core.backup.errors import BackupError, HalfDone
from core.backup.manifest import Manifest
from core.backup.media import has_files, write_files


@contextmanager
def opened(path: Path) -> Iterator[ArchiveReader]:
    archive = ArchiveReader(path)
    try:
        yield archive
    finally:
        archive.close()


def check_archive(*, path: Path, connection: BaseDatabaseWrapper) -> Manifest:
    """What the archive holds. Raises BackupError unless it is sound and fits this code."""
    with opened(path) as archive:
        manifest = archive.manifest
        if manifest.engine != connection.vendor:
            raise BackupError(
                f"This is a backup of {manifest.engine}, "
                f"the database here is {connection.vendor}."
            )
        if unknown := sorted(set(manifest.migrations) - known_migrations()):
            raise BackupError(
                "The backup is newer than this code, which has no migration "
                f"{', '.join(unknown)}."
            )
        archive.verify()
    return manifest


def occupied_by(
    *, connection: BaseDatabaseWrapper, storages: Mapping[str, Storage]
) -> str:
    """What a restore would replace, in words; empty when there is nothing."""
    tables = filled_tables(connection)
    things = [f"rows in {len(tables)} tables ({', '.join(tables[:3])}…)"] * bool(tables)
    things += ["uploaded files"] * any(map(has_files, storages.values()))
    return " and ".join(things)


def restore_backup(
    *, path: Path, connection: BaseDatabaseWrapper, storages: Mapping[str, Storage]
) -> None:
    """Put the archive in the place of the database and of the files of the same names.

    `check_archive` comes first. Raises BackupError while nothing was touched, then HalfDone.
    """
    engine = engine_of(connection)
    engine.check_tools()
    with opened(path) as archive:
        manifest = archive.manifest
        engine.stage(archive.chunks(manifest.database), manifest.rows)
        restore_files(archive, storages)
        restore_database(engine, connection, manifest)


def restore_files(archive: ArchiveReader, storages: Mapping[str, Storage]) -> None:
    """Before the database: a file without a row harms less than a row without its file."""
    count = 0
    try:
        for _ in write_files(archive, storages):
            count += 1
    except BaseException as error:
        total = len(archive.manifest.files)
        raise HalfDone(
            f"Stopped after {count} of {total} files: {reason(error)}. "
            "The database was not touched."
        ) from error


def restore_database(
    engine: Engine, connection: BaseDatabaseWrapper, manifest: Manifest
) -> None:
    try:
        engine.load()
        connection.close()
        if (rows := count_rows(connection)) != manifest.rows:
            wrong = {name for name, _ in rows.items() ^ manifest.rows.items()}
            raise OSError(f"not all rows arrived in {', '.join(sorted(wrong))}")
    except BaseException as error:
        raise HalfDone(
            f"The files are restored, the database is not: {reason(error)}. "
            "It may be incomplete: do not use it, restore again with --force."
        ) from error


def reason(error: BaseException) -> str:
    return str(error) or type(error).__name__
