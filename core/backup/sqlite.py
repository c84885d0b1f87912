"""SQLite by its online backup: a snapshot under writers, and a restore that is one write."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db.backends.base.base import BaseDatabaseWrapper

from core.backup.archive import CHUNK
from core.backup.errors import BackupError

SECONDS_TO_WAIT = 60
BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


class SQLite:
    part = "database.sqlite3"

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection
        self.rows: dict[str, int] = {}

    def check_tools(self) -> None:
        """Python has all that is needed."""

    def dump(self, folder: Path) -> Iterator[bytes]:
        """By way of a copy in `folder`: only a finished one is a database."""
        self.connection.ensure_connection()
        path = folder / self.part
        with closing(sqlite3.connect(path)) as copy:
            # All pages in one step: between two, a writer would make it start again.
            self.connection.connection.backup(copy)
            yield b""  # the moment is taken; checking the copy has time
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, no log beside it
            self.rows = check(copy)
        with path.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                yield chunk

    def stage(self, chunks: Iterator[bytes], rows: dict[str, int]) -> None:
        self.private = TemporaryDirectory(dir=self.folder())
        path = Path(self.private.name) / self.part
        with path.open("wb") as stream:
            for chunk in chunks:
                stream.write(chunk)
        self.copy = sqlite3.connect(path)
        if check(self.copy) != rows:
            raise BackupError(
                "The database does not hold the rows that were backed up."
            )

    def folder(self) -> Path | None:
        """Beside the database, where there is room for one; the system's for one in memory."""
        parent = Path(str(self.connection.settings_dict["NAME"])).parent
        return parent if parent.is_dir() else None

    def load(self) -> None:
        self.connection.ensure_connection()
        patience = time.monotonic() + SECONDS_TO_WAIT

        def give_up(status: int, remaining: int, total: int) -> None:
            if status in BUSY and time.monotonic() > patience:
                raise TimeoutError("the database is in use")

        # One transaction: whoever reads sees all of the old or all of the new.
        self.copy.backup(self.connection.connection, progress=give_up)
        self.copy.close()
        self.private.cleanup()


def check(database: sqlite3.Connection) -> dict[str, int]:
    """The rows by table of a sound database. Raises BackupError for another."""
    try:
        told = database.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if told != "ok":
            raise BackupError(f"The copy of the database is damaged: {told}")
        tables = database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' "
            "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        ).fetchall()
        return {
            name: database.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0]  # noqa: S608
            for (name,) in tables
        }
    except sqlite3.DatabaseError as error:
        raise BackupError(f"The copy of the database is damaged: {error}") from error
