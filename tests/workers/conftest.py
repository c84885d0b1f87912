"""A web process, a worker, a broker and a mail server, all real."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.builders import PASSWORD, make_cart, make_product, make_user, make_vendor
from tests.mail_server import MailServer
from tests.processes import (
    Process,
    Redis,
    celery_beat,
    celery_worker,
    environment,
    free_port,
    gunicorn,
    running,
)


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    server = Redis(tmp_path)
    yield server
    server.kill()


@pytest.fixture
def postbox() -> Iterator[MailServer]:
    server = MailServer(free_port())
    server.start()
    yield server
    if server.loop.is_running():
        server.stop()


@pytest.fixture
def env(redis: Redis, postbox: MailServer, transactional_db: None) -> dict[str, str]:
    return environment(
        REDIS_URL=redis.url,
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=str(postbox.port),
        STORE_NOTICE_EMAILS="desk@example.com",
    )


@pytest.fixture
def start_worker(
    env: dict[str, str], tmp_path: Path
) -> Iterator[Callable[..., Process]]:
    """Start a worker; every one that was started is gone at the end."""
    with ExitStack() as stack:
        count = 0

        def start() -> Process:
            nonlocal count
            count += 1
            log = tmp_path / f"worker-{count}.log"
            return stack.enter_context(running(celery_worker(env=env, log=log)))

        yield start


@pytest.fixture
def beat(env: dict[str, str], tmp_path: Path) -> Iterator[Process]:
    """The schedule, which no killed worker takes with it."""
    with running(celery_beat(env=env, log=tmp_path / "beat.log")) as process:
        yield process


class Shop:
    """The store over HTTP, with one customer who orders."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.customer = make_user("alice", first_name="Alice")
        self.vendor = make_vendor(shop_name="Vera's", email="vera@example.com")
        self.product = make_product("Alphonso", vendor=self.vendor, inventory=1000)
        self.session = requests.Session()
        token = self.post(
            "/auth/jwt/create/", {"username": "alice", "password": PASSWORD}
        )
        self.session.headers["Authorization"] = f"JWT {token['access']}"

    def post(self, path: str, body: dict[str, Any]) -> Any:
        response = self.session.post(self.address + path, json=body, timeout=30)
        assert response.status_code in (200, 201), response.text
        return response.json()

    def order(self) -> int:
        cart = make_cart((self.product, 2))
        return self.post("/store/orders/", {"cart_id": str(cart.pk)})["id"]


@pytest.fixture
def shop(env: dict[str, str], tmp_path: Path) -> Iterator[Shop]:
    port = free_port()
    process = gunicorn(port, env=env, log=tmp_path / "web.log")
    with running(process):
        yield Shop(f"http://127.0.0.1:{port}")
