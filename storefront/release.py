"""Bringing the database up to this version of the code, by one process at a time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from django.db import OperationalError, connection

CONNECT_SECONDS = 5


class DatabaseUnreachable(Exception):
    """The database did not answer in time."""


class AnotherRelease(Exception):
    """Another process holds the release lock for longer than we wait."""


def wait_for_database(*, timeout: float) -> float:
    """The seconds it took the database to answer. Raises DatabaseUnreachable."""
    start = time.monotonic()
    if connection.vendor == "mysql":
        # Without it a host that swallows packets holds one attempt for minutes.
        options = connection.settings_dict["OPTIONS"]
        options.setdefault("connect_timeout", CONNECT_SECONDS)
    while True:
        try:
            connection.ensure_connection()
            return time.monotonic() - start
        except OperationalError as error:
            if time.monotonic() - start + 0.5 > timeout:
                raise DatabaseUnreachable(describe(error, timeout)) from error
            time.sleep(0.5)


def describe(error: Exception, timeout: float) -> str:
    """What failed and where; never the password."""
    database = connection.settings_dict
    place = f"{database['HOST'] or 'localhost'}:{database['PORT'] or 3306}"
    if connection.vendor == "sqlite":
        place = str(database["NAME"])
    return f"The database at {place} did not answer within {timeout:g} s: {error}"


@contextmanager
def hold_release_lock(*, timeout: float) -> Iterator[None]:
    """Let one process at a time in. The lock goes with its holder, however that ends.

    Raises AnotherRelease.
    """
    lock = hold_server_lock if connection.vendor == "mysql" else hold_file_lock
    with lock(timeout):
        yield


@contextmanager
def hold_server_lock(timeout: float) -> Iterator[None]:
    """A named lock of this connection; names are the whole server's, hence the hash."""
    database = str(connection.settings_dict["NAME"])
    name = f"release-{sha256(database.encode()).hexdigest()[:40]}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT GET_LOCK(%s, %s)", [name, timeout])
        if cursor.fetchone() != (1,):
            raise AnotherRelease
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT RELEASE_LOCK(%s)", [name])


@contextmanager
def hold_file_lock(timeout: float) -> Iterator[None]:
    """SQLite: a lock on a file beside the database. Elsewhere than on POSIX, none."""
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    deadline = time.monotonic() + timeout
    path = Path(f"{connection.settings_dict['NAME']}-release-lock")
    with path.open("w") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise AnotherRelease from None
                time.sleep(0.2)
        yield


def limit_lock_wait(seconds: int) -> None:
    """Let a change of a table give up rather than stop the shop.

    An ALTER that waits behind a long transaction makes every later read of its table
    wait too; the server's own limit is a day.
    """
    if connection.vendor == "mysql":
        with connection.cursor() as cursor:
            cursor.execute("SET SESSION lock_wait_timeout = %s", [seconds])
