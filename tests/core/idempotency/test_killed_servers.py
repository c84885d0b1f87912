"""A server is killed in the middle of a checkout; the customer asks again, elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import requests
from django.db import connection
from django.utils import timezone
from rest_framework_simplejwt.tokens import AccessToken

from core.models import KeyedRequest
from store.models import Cart, Order, Product
from tests.builders import make_cart, make_product, make_user
from tests.processes import (
    HOST,
    Process,
    environment,
    free_port,
    gunicorn,
    running,
    wait_until,
)

pytestmark = pytest.mark.django_db(transaction=True)
ORDERS = "/store/orders/"
SOON = 5  # seconds, for a database that has to notice who is gone


class Servers:
    """Two of the store: one that hangs, and one that does not."""

    def __init__(self, start: Callable[..., tuple[Process, str]], folder: Path) -> None:
        self.start = start
        self.hung = folder / "hung"
        user = make_user("alice")
        self.headers = {"Authorization": f"JWT {AccessToken.for_user(user)}"}

    def run(self, *, hangs: str, **more: str) -> None:
        self.doomed, self.first = self.start(HANGS=hangs, HUNG=str(self.hung), **more)
        _, self.second = self.start(**more)

    def post(self, address: str, path: str, body: Any, key: str | None) -> Any:
        headers = {"Idempotency-Key": key} if key else {}
        return requests.post(
            address + path, json=body, headers={**self.headers, **headers}, timeout=30
        )

    def begin(self, path: str, body: Any, *, key: str | None) -> None:
        """A request that the first server will not answer."""

        def ask() -> None:
            with pytest.raises(requests.ConnectionError):
                self.post(self.first, path, body, key)

        Thread(target=ask, daemon=True).start()
        wait_until(self.hung.exists)

    def ask_until_free(self, path: str, body: Any, *, key: str) -> Any:
        """The first answer that is not a 409, as a client obeys `Retry-After`."""

        def answer() -> Any:
            response = self.post(self.second, path, body, key)
            # A response is false when it is a refusal.
            return None if response.status_code == 409 else [response]

        return wait_until(answer, seconds=SOON)[0]


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[Servers]:
    with ExitStack() as stack:

        def start(**more: str) -> tuple[Process, str]:
            port = free_port()
            process = gunicorn(
                port,
                env=environment(**more),
                log=tmp_path / f"web-{port}.log",
                application="tests.core.idempotency.hanging",
            )
            stack.enter_context(running(process))
            return process, f"http://{HOST}:{port}"

        yield Servers(start, tmp_path)


@pytest.fixture
def product() -> Product:
    return make_product(inventory=10)


def left(product: Product) -> int:
    product.refresh_from_db()
    return product.inventory


def test_killed_inside_the_work_nothing_is_left_and_the_key_is_free_at_once(
    servers: Servers, product: Product
) -> None:
    body = {"cart_id": str(make_cart((product, 3)).pk)}
    servers.run(hangs="inside")
    servers.begin(ORDERS, body, key="mine")
    if connection.vendor == "mysql":  # SQLite has the second wait
        start = time.monotonic()
        busy = servers.post(servers.second, ORDERS, body, "mine")
        assert (busy.status_code, busy.headers["Retry-After"]) == (409, "1")
        assert busy.json()["code"] == "idempotency_in_progress"
        assert time.monotonic() - start < SOON
        assert not Order.objects.exists()

    servers.doomed.kill()
    answer = servers.ask_until_free(ORDERS, body, key="mine")

    assert answer.status_code == 201
    assert "Idempotent-Replayed" not in answer.headers
    assert Order.objects.get().pk == answer.json()["id"]
    assert left(product) == 7


def test_killed_after_the_work_the_answer_is_there(
    servers: Servers, product: Product
) -> None:
    body = {"cart_id": str(make_cart((product, 3)).pk)}
    servers.run(hangs="after")
    servers.begin(ORDERS, body, key="mine")

    servers.doomed.kill()
    answer = servers.ask_until_free(ORDERS, body, key="mine")

    assert answer.status_code == 201
    assert answer.headers["Idempotent-Replayed"] == "true"
    assert Order.objects.get().pk == answer.json()["id"]
    assert left(product) == 7


def test_without_a_key_who_asks_again_does_it_twice_or_is_refused(
    servers: Servers, product: Product
) -> None:
    """The control: the order is there, and its customer is told that it can't be."""
    body = {"cart_id": str(make_cart((product, 3)).pk)}
    servers.run(hangs="after")
    servers.begin(ORDERS, body, key=None)
    servers.doomed.kill()

    assert servers.post(servers.second, ORDERS, body, None).status_code == 400
    assert Order.objects.count() == 1

    before = Cart.objects.count()
    for _ in range(2):
        servers.post(servers.second, "/store/carts/", {}, None)
    assert Cart.objects.count() == before + 2


def test_work_in_steps_is_free_again_when_its_lease_ends(
    servers: Servers, product: Product
) -> None:
    body = {"cart_id": str(make_cart((product, 3)).pk)}
    servers.run(hangs="inside", STEPS="1")
    servers.begin(ORDERS, body, key="mine")
    servers.doomed.kill()

    assert servers.post(servers.second, ORDERS, body, "mine").status_code == 409
    row = KeyedRequest.objects.get()
    assert row.locked_until - row.created_at < timedelta(seconds=65)
    KeyedRequest.objects.update(locked_until=timezone.now())
    answer = servers.ask_until_free(ORDERS, body, key="mine")

    assert answer.status_code == 201
    assert Order.objects.count() == 1
    assert left(product) == 7
