"""A restore that stops after it began says how far it came, and ends with 3."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.management import CommandError, call_command
from django.db import connection

from core.backup import sqlite
from core.models import User
from tests.core.backup.forging import forge, with_database

pytestmark = pytest.mark.django_db(transaction=True)


def stopped(archive: Path) -> str:
    """What a restore over the running shop said when it stopped."""
    with pytest.raises(CommandError) as error:
        call_command("restore", str(archive), force=True, no_input=True)
    assert error.value.returncode == 3
    return str(error.value)


def test_a_storage_that_fails_leaves_the_database_alone(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    User.objects.create(username="new", email="new@example.com")
    store, stored = FileSystemStorage._save, []

    def store_one(*args: Any) -> str:
        if stored:
            raise OSError(28, "No space left on device")
        stored.append(1)
        return store(*args)

    monkeypatch.setattr(FileSystemStorage, "_save", store_one)
    said = stopped(archive)

    assert "Stopped after 1 of 2 files: " in said
    assert "No space left on device" in said
    assert "The database was not touched" in said
    assert User.objects.filter(username="new").exists()


@contextmanager
def database_that_fails(archive: Path, monkeypatch: Any) -> Iterator[Path]:
    """SQLite is locked by somebody else; a server stumbles over a statement."""
    if connection.vendor != "sqlite":
        wrong = with_database(
            lambda sql: (
                sql.replace(b"INSERT INTO `store_cart", b"INSERT INTO `no_such")
                + b"INSERT INTO `no_such_table` VALUES (1);\n"
            )
        )
        yield forge(archive, wrong, "forged.zip")
        return
    monkeypatch.setattr(sqlite, "SECONDS_TO_WAIT", 0)
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.1)
    connection.close()
    other = sqlite3.connect(connection.settings_dict["NAME"])
    other.execute("BEGIN IMMEDIATE")
    try:
        yield archive
    finally:
        other.close()


def test_a_database_that_fails_is_not_to_be_used(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database_that_fails(archive, monkeypatch) as file:
        said = stopped(file)

    assert "The files are restored, the database is not: " in said
    assert "restore again with --force" in said
    call_command("restore", str(archive), force=True, no_input=True)
    assert User.objects.count() == 1


@pytest.mark.mariadb
def test_rows_that_did_not_arrive_are_missed(archive: Path) -> None:
    def lose_users(sql: bytes) -> bytes:
        start = sql.index(b"INSERT INTO `core_user`")
        return sql[:start] + sql[sql.index(b";\n", start) + 2 :]

    forged = forge(archive, with_database(lose_users), "forged.zip")

    assert "not all rows arrived in core_user" in stopped(forged)
    call_command("restore", str(archive), force=True, no_input=True)


@pytest.mark.mariadb
def test_a_dump_runs_no_command_of_the_client(archive: Path, tmp_path: Path) -> None:
    planted = tmp_path / "planted"
    attack = f"\\! touch {planted}\nsystem touch {planted}\n".encode()
    forged = forge(archive, with_database(lambda sql: attack + sql), "forged.zip")

    said = stopped(forged)

    assert "mariadb failed" in said
    assert not planted.exists()
    call_command("restore", str(archive), force=True, no_input=True)
