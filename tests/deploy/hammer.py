"""Customers who read and fill carts without a pause, and count what goes wrong."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from http.client import HTTPConnection, HTTPException
from types import TracebackType
from typing import Any

from tests.processes import HOST, wait_until

JSON = {"Content-Type": "application/json"}
# Longer than a start may take on a machine that others keep busy: a request that waits for
# one is not lost.
PATIENCE = 120


class Client:
    """One customer. Kept connections are reused as long as the server offers them."""

    def __init__(self, port: int, *, keep: bool) -> None:
        self.port = port
        self.keep = keep
        self.connection: HTTPConnection | None = None

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """The parsed answer; anything but success is raised."""
        if self.connection is None:
            self.connection = HTTPConnection(HOST, self.port, timeout=PATIENCE)
        text = None if body is None else json.dumps(body)
        try:
            self.connection.request(method, path, text, {**JSON, **headers})
            answer = self.connection.getresponse()
            content = answer.read()
        except (OSError, HTTPException):
            self.close()
            raise
        if not self.keep:
            self.close()
        if answer.status >= 400:
            raise ValueError(f"{method} {path}: {answer.status} {content[:300]!r}")
        return json.loads(content)

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
        self.connection = None


class Hammer:
    """`with Hammer(…) as hammer:` hammers while the block runs."""

    def __init__(self, port: int, filled: dict[str, Any], *, threads: int = 6) -> None:
        self.filled = filled
        self.done: Counter[str] = Counter()
        self.failed: list[str] = []
        self.slowest = 0.0
        self.stopping = threading.Event()
        # Half of them keep their connection, half open one for each request.
        clients = [Client(port, keep=number % 2 == 0) for number in range(threads)]
        self.threads = [
            threading.Thread(target=self.run, args=(client, number))
            for number, client in enumerate(clients)
        ]

    def __enter__(self) -> Hammer:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stopping.set()
        for thread in self.threads:
            thread.join(timeout=60)

    def __str__(self) -> str:
        answered = sum(self.done.values())
        return (
            f"{answered} answered {dict(self.done)}, {len(self.failed)} failed, "
            f"slowest {self.slowest:.2f} s"
        )

    def go_on(self, requests: int = 30) -> None:
        """Return when so many more were answered, or failed."""
        asked = sum(self.done.values()) + len(self.failed) + requests
        wait_until(lambda: sum(self.done.values()) + len(self.failed) >= asked)

    def run(self, client: Client, number: int) -> None:
        round_ = number
        while not self.stopping.is_set():
            round_ += 1
            self.shop(client, round_)
        client.close()

    def shop(self, client: Client, round_: int) -> None:
        product = self.filled["products"][round_ % len(self.filled["products"])]
        staff = {"Authorization": f"JWT {self.filled['token']}"}
        self.once(client, "GET", "/store/products/")
        cart = self.once(client, "POST", "/store/carts/", {})
        if cart is None:
            return
        line = {"product_id": product, "quantity": 1}
        self.once(client, "POST", f"/store/carts/{cart['id']}/items/", line)
        self.once(client, "GET", f"/store/carts/{cart['id']}/")
        self.once(client, "POST", "/store/orders/", {"cart_id": cart["id"]}, **staff)

    def once(self, client: Client, method: str, *request: Any, **headers: str) -> Any:
        start = time.monotonic()
        try:
            answer = client.ask(method, *request, **headers)
        except (OSError, HTTPException, ValueError) as error:
            self.failed.append(f"{type(error).__name__}: {error}")
            # A server that is gone refuses at once; do not count one second a thousand times.
            self.stopping.wait(0.05)
            return None
        self.done[method] += 1
        self.slowest = max(self.slowest, time.monotonic() - start)
        return answer
