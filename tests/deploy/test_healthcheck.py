"""The health check of the image asks as the proxy would, and believes 200 alone."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from storefront.env import BASE_DIR
from tests.processes import free_port


class Live(BaseHTTPRequestHandler):
    """Like production: hosts it does not know, and plain http, are not answered."""

    def do_GET(self) -> None:
        known = self.headers["Host"] in {"store.example", "localhost"}
        secure = self.headers["X-Forwarded-Proto"] == "https"
        status = (200 if secure else 301) if known else 400
        self.send_response(status if self.path == "/health/live" else 404)
        self.end_headers()

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    server = HTTPServer(("127.0.0.1", 0), Live)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def check(port: int, **variables: str) -> int:
    command = [sys.executable, "deploy/healthcheck.py"]
    environment = {"PORT": str(port), **variables}
    return subprocess.run(
        command, cwd=BASE_DIR, env=environment, capture_output=True
    ).returncode


@pytest.mark.parametrize(
    "hosts", ["store.example,127.0.0.1", ".store.example", "*", ""], ids=repr
)
def test_a_server_that_lives_is_healthy_by_whatever_name(port: int, hosts: str) -> None:
    assert check(port, ALLOWED_HOSTS=hosts) == 0


def test_another_answer_than_200_is_not_healthy(port: int) -> None:
    assert check(port, ALLOWED_HOSTS="elsewhere.example") == 1


def test_no_answer_is_not_healthy() -> None:
    assert check(free_port()) == 1
