"""A migrated and filled database of its own for servers that run beside the tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection

from storefront.env import BASE_DIR
from tests.deploy.servers import Gunicorn, manage, production


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if not sys.platform.startswith("linux"):
        skip = pytest.mark.skip(
            reason="needs Linux: /proc, and what runs in production"
        )
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker(skip)


def run_sql(statement: str) -> None:
    """On the server, outside every test database and transaction."""
    import MySQLdb

    parts = urlsplit(os.environ["DATABASE_URL"])
    server = MySQLdb.connect(
        host=parts.hostname or "127.0.0.1",
        port=parts.port or 3306,
        user=parts.username or "root",
        password=parts.password or "",
    )
    with server.cursor() as cursor:
        cursor.execute(statement)
    server.close()


@pytest.fixture(scope="session")
def new_database(tmp_path_factory: Any) -> Iterator[Any]:
    """Makes empty databases on the engine under test; gives their DATABASE_URL."""
    names: list[str] = []

    def make() -> str:
        name = f"storefront_deploy_{os.getpid()}_{len(names)}"
        if connection.vendor == "sqlite":
            return f"sqlite:///{tmp_path_factory.mktemp('database')}/{name}.sqlite3"
        run_sql(f"DROP DATABASE IF EXISTS {name}")
        run_sql(f"CREATE DATABASE {name} CHARACTER SET utf8mb4")
        names.append(name)
        parts = urlsplit(os.environ["DATABASE_URL"])
        return parts._replace(path=f"/{name}").geturl()

    yield make
    for name in names:
        run_sql(f"DROP DATABASE {name}")


@pytest.fixture(scope="session")
def environment(new_database: Any, tmp_path_factory: Any) -> dict[str, str]:
    """Production, with a database that is migrated by the release step."""
    folder: Path = tmp_path_factory.mktemp("production")
    environment = production(folder, new_database())
    manage(environment, "release", "--verbosity", "0")
    return environment


@pytest.fixture(scope="session")
def filled(environment: dict[str, str]) -> dict[str, Any]:
    """What is in that database."""
    answer = subprocess.run(
        [sys.executable, "tests/deploy/fill.py"],
        cwd=BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


@pytest.fixture
def server(environment: dict[str, str], filled: dict[str, Any]) -> Iterator[Gunicorn]:
    """The store, two workers of four threads."""
    with Gunicorn(environment) as server:
        yield server
