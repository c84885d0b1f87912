"""What nginx does when the server behind it goes away: it repeats reads and never a write."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from tests.deploy.hammer import Hammer
from tests.deploy.proxy import NGINX, nginx, write_files
from tests.deploy.servers import Gunicorn
from tests.deploy.test_deploys import RESTARTS
from tests.processes import HOST, free_port

pytestmark = pytest.mark.skipif(NGINX is None, reason="needs nginx")


class Unreliable:
    """Answers the first request of a connection, and hangs up on the second."""

    def __init__(self) -> None:
        self.listener = socket.create_server((HOST, 0))
        self.port = self.listener.getsockname()[1]
        self.seen: list[str] = []
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self) -> None:
        while True:
            connection, _ = self.listener.accept()
            threading.Thread(target=self.talk, args=(connection,), daemon=True).start()

    def talk(self, connection: socket.socket) -> None:
        for answer in (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", b""):
            request = connection.recv(65536)
            if not request:
                break
            self.seen.append(request.split(b" ")[0].decode())
            connection.sendall(answer)
        connection.close()


@contextmanager
def proxy_to(port: int, folder: Path) -> Iterator[int]:
    """The port of an nginx with deploy/nginx/compose.conf in front of the given port."""
    own = free_port()
    replaced = {
        "listen 80;": f"listen 127.0.0.1:{own};",
        "server web:8000;": f"server 127.0.0.1:{port};",
    }
    main = write_files(folder, replaced, site="nginx/compose.conf")
    with nginx(main, own):
        yield own


def ask(port: int, method: str) -> Any:
    client = HTTPConnection(HOST, port, timeout=20)
    client.request(method, "/", "{}" if method == "POST" else None)
    answer = client.getresponse()
    answer.content = answer.read()
    return answer


@pytest.mark.parametrize(
    ("method", "status", "attempts"), [("GET", 200, 2), ("POST", 503, 1)]
)
def test_a_read_on_a_broken_connection_is_repeated_and_a_write_is_not(
    tmp_path: Path, method: str, status: int, attempts: int
) -> None:
    upstream = Unreliable()
    with proxy_to(upstream.port, tmp_path) as port:
        assert ask(port, "GET").status == 200  # and nginx keeps the connection

        answer = ask(port, method)

    assert answer.status == status
    assert upstream.seen == ["GET", *[method] * attempts]


def test_a_server_that_is_away_is_a_503_that_says_when_to_come_back(
    tmp_path: Path,
) -> None:
    with proxy_to(free_port(), tmp_path) as port:
        answer = ask(port, "GET")

    assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
    assert json.loads(answer.content)["code"] == "unavailable"


def test_reloads_behind_nginx_lose_no_request(
    server: Gunicorn, filled: dict[str, Any], tmp_path: Path
) -> None:
    with proxy_to(server.port, tmp_path) as port, Hammer(port, filled) as hammer:
        for _ in range(RESTARTS):
            hammer.go_on()
            server.reload()
        hammer.go_on()

    print(f"\n{RESTARTS} reloads behind nginx: {hammer}")
    assert hammer.failed == []
