"""Customers do not notice a deploy. The controls are deploys that they do notice.

RESTARTS=20 python -m pytest tests/deploy -k "deploys or nginx_retries" -s

prints the figures of docs/reliability.md: how many requests were made, and failed.
"""

from __future__ import annotations

import os
import socket
from typing import Any

import pytest

from tests.deploy.hammer import Hammer
from tests.deploy.servers import Gunicorn, manage
from tests.processes import HOST, wait_until

RESTARTS = int(os.environ.get("RESTARTS", "2"))


def test_reloading_the_code_loses_no_request(
    server: Gunicorn, filled: dict[str, Any]
) -> None:
    with Hammer(server.port, filled) as hammer:
        for _ in range(RESTARTS):
            hammer.go_on()
            server.reload()
        hammer.go_on()

    print(f"\n{RESTARTS} reloads: {hammer}")
    assert hammer.failed == []


def test_workers_that_are_replaced_lose_no_request(
    environment: dict[str, str], filled: dict[str, Any]
) -> None:
    with Gunicorn({**environment, "WEB_MAX_REQUESTS": "40"}) as server:
        seen = server.workers()
        wanted = len(seen) + max(2, RESTARTS)
        with Hammer(server.port, filled) as hammer:
            wait_until(
                lambda: len(seen.update(server.workers()) or seen) >= wanted,
                seconds=60 + 10 * RESTARTS,
            )

    print(f"\n{len(seen) - 2} workers replaced after 40 to 60 requests: {hammer}")
    assert hammer.failed == []


def test_a_restart_behind_a_socket_that_stays_open_loses_no_request(
    environment: dict[str, str], filled: dict[str, Any]
) -> None:
    """What `systemctl restart` does with deploy/systemd/storefront-web.socket."""
    with (
        socket.create_server((HOST, 0), backlog=2048) as held,
        Gunicorn(environment, held=held) as server,
        Hammer(server.port, filled) as hammer,
    ):
        for _ in range(RESTARTS):
            hammer.go_on()
            assert server.stop() == 0
            server.start()
        hammer.go_on()

    print(f"\n{RESTARTS} restarts behind a held socket: {hammer}")
    assert hammer.failed == []


def test_a_restart_without_the_socket_loses_some(
    environment: dict[str, str], filled: dict[str, Any]
) -> None:
    """The control."""
    with Gunicorn(environment) as server, Hammer(server.port, filled) as hammer:
        for _ in range(RESTARTS):
            hammer.go_on()
            assert server.stop() == 0
            server.start()

    print(f"\n{RESTARTS} restarts without it: {hammer}")
    assert len(hammer.failed) > 0


@pytest.mark.mariadb
def test_a_migration_of_the_products_and_reloads_lose_no_request(
    server: Gunicorn, environment: dict[str, str], filled: dict[str, Any]
) -> None:
    """Both orders: the old code meets the new table, and the reload comes after."""
    next_version = {
        **environment,
        "DJANGO_SETTINGS_MODULE": "tests.deploy.next_settings",
    }
    try:
        with Hammer(server.port, filled) as hammer:
            hammer.go_on()
            manage(next_version, "release", "--verbosity", "0")
            hammer.go_on()
            server.reload()
            hammer.go_on()
    finally:
        manage(next_version, "migrate", "next_version", "zero", "--verbosity", "0")

    print(f"\na migration of store_product and a reload: {hammer}")
    assert hammer.failed == []
