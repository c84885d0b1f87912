"""SQLite's part, whatever engine the other tests run on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.db import DatabaseError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler

from core.backup.errors import BackupError
from core.backup.sqlite import SQLite
from storefront.env import SQLITE_OPTIONS

ROWS = {"person": 500}


def connect(path: Path) -> BaseDatabaseWrapper:
    engine = "django.db.backends.sqlite3"
    database = {"ENGINE": engine, "NAME": str(path), "OPTIONS": SQLITE_OPTIONS}
    return ConnectionHandler({"default": database})["default"]


@pytest.fixture
def people(tmp_path: Path, db: None) -> Path:
    path = tmp_path / "people.db"
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT)")
        names = [(f"name {n}" * 20,) for n in range(500)]
        database.executemany("INSERT INTO person (name) VALUES (?)", names)
    return path


@pytest.fixture
def dumped(people: Path, tmp_path: Path) -> bytes:
    folder = tmp_path / "folder"
    folder.mkdir()
    engine = SQLite(connect(people))
    content = b"".join(engine.dump(folder))
    assert engine.rows == ROWS
    return content


def in_pieces(content: bytes) -> Iterator[bytes]:
    yield from (content[n : n + 1000] for n in range(0, len(content), 1000))


def test_what_is_only_in_the_write_ahead_log_is_dumped(
    people: Path, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(people)) as writer:
        writer.execute("INSERT INTO person (name) VALUES ('in the log')")
        writer.commit()
        writer.execute("INSERT INTO person (name) VALUES ('not committed')")
        engine = SQLite(connect(people))
        copy = tmp_path / "copy.db"
        copy.write_bytes(b"".join(engine.dump(tmp_path)))

    assert engine.rows == {"person": 501}
    with closing(sqlite3.connect(copy)) as database:
        last = database.execute("SELECT name FROM person ORDER BY id DESC").fetchone()
    assert last == ("in the log",)


def test_a_restore_is_seen_by_those_who_are_connected(
    people: Path, dumped: bytes
) -> None:
    with closing(sqlite3.connect(people)) as reader:
        reader.execute("DELETE FROM person")
        reader.execute("CREATE TABLE other (id INTEGER)")
        reader.commit()
        engine = SQLite(connect(people))

        engine.stage(in_pieces(dumped), ROWS)
        engine.load()

        assert reader.execute("SELECT COUNT(*) FROM person").fetchone() == (500,)
        with pytest.raises(sqlite3.OperationalError, match="no such table"):
            reader.execute("SELECT * FROM other")
        assert reader.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert [path.name for path in people.parent.iterdir() if path.is_dir()] == [
        "folder"
    ]


@pytest.mark.parametrize("edit", [lambda c: c[:9000], lambda c: b"x" * len(c)])
def test_a_database_that_is_not_sound_is_refused_first(
    people: Path, dumped: bytes, edit
) -> None:
    engine = SQLite(connect(people))

    with pytest.raises(BackupError, match="damaged"):
        engine.stage(in_pieces(edit(dumped)), ROWS)


def test_a_database_with_other_rows_is_refused_first(
    people: Path, dumped: bytes
) -> None:
    engine = SQLite(connect(people))

    with pytest.raises(BackupError, match="does not hold the rows"):
        engine.stage(in_pieces(dumped), {"person": 501})


def test_a_restore_into_a_database_in_use_gives_up_and_leaves_it_whole(
    people: Path, dumped: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.backup.sqlite.SECONDS_TO_WAIT", 0)
    with closing(sqlite3.connect(people)) as writer:
        writer.execute("INSERT INTO person (name) VALUES ('mine')")
        connection = connect(people)
        connection.settings_dict["OPTIONS"] = {"timeout": 0.1}
        engine = SQLite(connection)
        engine.stage(in_pieces(dumped), ROWS)

        with pytest.raises((TimeoutError, sqlite3.OperationalError, DatabaseError)):
            engine.load()
        writer.commit()
        count = writer.execute("SELECT COUNT(*) FROM person").fetchone()

    assert count == (501,)
