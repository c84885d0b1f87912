"""Stores to back up and to restore into: a database of the engine under test, and files."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from core.backup.archive import HELD_BACK, MEDIA
from storefront.env import BASE_DIR

numbers = count(1)


@dataclass(frozen=True)
class Place:
    connection: BaseDatabaseWrapper
    url: str
    media: Path

    @property
    def private(self) -> Path:
        return self.media.with_name(f"{self.media.name}-private")

    @property
    def storages(self) -> dict[str, FileSystemStorage]:
        folders = {MEDIA: self.media, HELD_BACK: self.private}
        return {
            inside: FileSystemStorage(location=path) for inside, path in folders.items()
        }

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess:
        """Run Python in this place as a person would."""
        return subprocess.run(
            [sys.executable, *command],
            cwd=BASE_DIR,
            env={**self.environment, **environment},
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "storefront.settings.dev",
            "DATABASE_URL": self.url,
            "MEDIA_ROOT": str(self.media),
            "PRIVATE_ROOT": str(self.private),
            "DJANGO_LOG_FILE": str(self.media.with_suffix(".log")),
            "ALLOWED_HOSTS": "testserver",
        }

    def manage(self, *arguments: str, **environment: str) -> Any:
        return self.run("manage.py", *arguments, **environment)

    def tables(self) -> dict[str, list[tuple]]:
        """Every row of every table, past the ORM."""
        with self.connection.cursor() as cursor:
            names = self.connection.introspection.table_names(cursor)
            tables = {}
            for name in names:
                quoted = self.connection.ops.quote_name(name)
                cursor.execute(f"SELECT * FROM {quoted}")
                tables[name] = sorted(cursor.fetchall(), key=repr)
        self.connection.close()
        return tables

    def schema(self) -> dict[str, str]:
        """How every table is made."""
        with self.connection.cursor() as cursor:
            if self.connection.vendor == "sqlite":
                cursor.execute("SELECT name, sql FROM sqlite_master ORDER BY name")
                return dict(cursor.fetchall())
            made = {}
            for name in self.connection.introspection.table_names(cursor):
                cursor.execute(f"SHOW CREATE TABLE `{name}`")
                made[name] = cursor.fetchone()[1]
            return made

    def files(self) -> dict[str, bytes]:
        return files_in(self.media)

    def private_files(self) -> dict[str, bytes]:
        return files_in(self.private)


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@contextmanager
def empty_place(folder: Path) -> Iterator[Place]:
    """A database without a table and a folder without a file."""
    number = next(numbers)
    alias = f"place{number}"
    base = connection.settings_dict
    name = f"test_backup_{os.getpid()}_{number}"
    if connection.vendor == "sqlite":
        name = str(folder / f"{name}.db")
        url = f"sqlite:///{name}"
    else:
        with connection.cursor() as cursor:
            cursor.execute(
                f"CREATE DATABASE {name} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci"
            )
        secret = f":{base['PASSWORD']}" if base["PASSWORD"] else ""
        address = f"{base['HOST'] or 'localhost'}:{base['PORT'] or 3306}"
        url = f"mysql://{base['USER']}{secret}@{address}/{name}"
    # Not among Django's own connections, where a test may use the default alone.
    there = type(connections["default"])({**base, "NAME": name}, alias)
    try:
        yield Place(there, url, folder / alias)
    finally:
        there.close()
        if connection.vendor != "sqlite":
            with connection.cursor() as cursor:
                cursor.execute(f"DROP DATABASE {name}")
