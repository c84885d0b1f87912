"""The release step: waits, migrates once however often it is started, and never blocks."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from storefront.env import BASE_DIR
from tests.deploy.hammer import Client
from tests.deploy.servers import Gunicorn, production
from tests.processes import HOST, free_port

ENTRYPOINT = str(BASE_DIR / "deploy/entrypoint.sh")


def start(*command: str, environment: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command,
        cwd=BASE_DIR,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def start_two(*arguments: str, environment: dict[str, str]) -> list[tuple[int, str]]:
    """The exit codes and outputs of the same command, run twice at once."""
    command = (sys.executable, "manage.py", *arguments)
    pair = [start(*command, environment=environment) for _ in range(2)]
    outputs = ["".join(one.communicate(timeout=120)) for one in pair]
    return [(one.returncode, text) for one, text in zip(pair, outputs, strict=True)]


def test_two_releases_at_once_migrate_once(new_database: Any, tmp_path: Path) -> None:
    environment = production(tmp_path, new_database())

    answers = start_two("release", environment=environment)

    assert [code for code, _ in answers] == [0, 0], answers
    applied = sorted(
        text.count("Applying store.0001_initial... OK") for _, text in answers
    )
    assert applied == [0, 1]


@pytest.mark.mariadb
def test_two_plain_migrations_at_once_collide(
    new_database: Any, tmp_path: Path
) -> None:
    """The control."""
    environment = production(tmp_path, new_database())

    answers = start_two("migrate", environment=environment)

    assert [code for code, _ in answers] != [0, 0]
    assert "django.db.utils." in answers[0][1] + answers[1][1]


@pytest.mark.mariadb
def test_a_change_that_cannot_get_its_table_gives_up_and_the_shop_goes_on(
    server: Gunicorn, environment: dict[str, str], filled: dict[str, Any]
) -> None:
    """A transaction that never ends has read the products, say a report."""
    import MySQLdb

    parts = urlsplit(environment["DATABASE_URL"])
    report = MySQLdb.connect(
        host=parts.hostname,
        port=parts.port or 3306,
        user=parts.username,
        password=parts.password or "",
        database=parts.path.strip("/"),
    )
    report.cursor().execute("SELECT COUNT(*) FROM store_product")

    release = start(
        *(sys.executable, "manage.py", "release", "--table-timeout", "1"),
        environment={
            **environment,
            "DJANGO_SETTINGS_MODULE": "tests.deploy.next_settings",
        },
    )
    output = "".join(release.communicate(timeout=60))
    report.close()

    assert release.returncode != 0
    assert "Lock wait timeout exceeded" in output
    answer = Client(server.port, keep=False).ask("GET", "/store/products/")
    assert answer["count"] == len(filled["products"])


@pytest.mark.mariadb
def test_a_database_that_does_not_answer_is_named_without_its_password(
    tmp_path: Path,
) -> None:
    port = free_port()
    environment = production(tmp_path, f"mysql://store:hush@127.0.0.1:{port}/store")

    waiting = start(
        *(sys.executable, "manage.py", "wait_for_database", "--timeout", "1"),
        environment=environment,
    )
    output = "".join(waiting.communicate(timeout=30))

    assert waiting.returncode == 1
    assert f"The database at 127.0.0.1:{port} did not answer within 1 s" in output
    assert "hush" not in output


@pytest.mark.mariadb
def test_the_entry_point_waits_for_a_database_that_comes_later(
    environment: dict[str, str],
) -> None:
    real = urlsplit(environment["DATABASE_URL"])
    port = free_port()
    later = real._replace(netloc=f"{real.username}@{HOST}:{port}").geturl()
    began = time.monotonic()
    waiting = start(
        *(ENTRYPOINT, "echo", "here"),
        environment={**environment, "DATABASE_URL": later},
    )
    time.sleep(2)
    assert waiting.poll() is None

    forward_once(port, (real.hostname or HOST, real.port or 3306))

    output, errors = waiting.communicate(timeout=30)
    assert (waiting.returncode, output) == (0, "here\n"), errors
    assert time.monotonic() - began > 2


def forward_once(port: int, target: tuple[str, int]) -> None:
    """A port that appears late: one connection is passed on."""
    listener = socket.create_server((HOST, port))

    def pump(source: socket.socket, sink: socket.socket) -> None:
        while data := source.recv(65536):
            sink.sendall(data)

    def serve() -> None:
        client, _ = listener.accept()
        server = socket.create_connection(target)
        threading.Thread(target=pump, args=(client, server), daemon=True).start()
        pump(server, client)

    threading.Thread(target=serve, daemon=True).start()


def test_the_entry_point_becomes_the_command(environment: dict[str, str]) -> None:
    """Not a child of a shell, which would keep the signals for itself."""
    command = start(ENTRYPOINT, "sh", "-c", "echo $$", environment=environment)

    output, errors = command.communicate(timeout=30)

    assert (command.returncode, output) == (0, f"{command.pid}\n"), errors


def test_the_entry_point_gives_up_without_starting_the_command(tmp_path: Path) -> None:
    environment = production(
        tmp_path,
        f"sqlite:///{tmp_path}/missing/store.sqlite3",
        DATABASE_WAIT_SECONDS="1",
    )

    command = start(ENTRYPOINT, "echo", "here", environment=environment)

    output, errors = command.communicate(timeout=30)
    assert (command.returncode, output) == (1, "")
    assert "did not answer within 1 s" in errors
