"""A server that is told to stop finishes what it has begun."""

from __future__ import annotations

import json
import signal
import socket
import time
from http.client import HTTPConnection, HTTPResponse
from typing import Any

import pytest

from tests.deploy.servers import Gunicorn
from tests.processes import HOST, answers, wait_until

LIST = "/store/products/"


def begin_slow_request(server: Gunicorn, *, seconds: float) -> HTTPConnection:
    """A request that the store is working on when this returns."""
    before = server.begun()
    client = HTTPConnection(HOST, server.port, timeout=40)
    client.request("GET", LIST, headers={"X-Test-Delay": str(seconds)})
    wait_until(lambda: server.begun() > before)
    return client


def test_requests_in_flight_get_their_whole_answers(server: Gunicorn) -> None:
    crowd = [begin_slow_request(server, seconds=1.5) for _ in range(4)]

    code = server.stop()

    heard = [client.getresponse() for client in crowd]
    assert [answer.status for answer in heard] == [200] * 4
    lengths = [int(answer.headers["Content-Length"]) for answer in heard]
    assert [len(answer.read()) for answer in heard] == lengths
    assert (code, answers(server.port)) == (0, False)


def test_a_body_that_is_still_arriving_is_waited_for(server: Gunicorn) -> None:
    before = server.begun()
    client = socket.create_connection((HOST, server.port), timeout=20)
    head = f"POST /store/carts/ HTTP/1.1\r\nHost: {HOST}\r\nX-Test-Delay: 0\r\n"
    kind = "Content-Type: application/json\r\nContent-Length: 2\r\n"
    client.sendall(f"{head}{kind}\r\n{{".encode())
    wait_until(lambda: server.begun() > before)

    server.signal(signal.SIGTERM)
    time.sleep(0.5)
    client.sendall(b"}")

    answer = HTTPResponse(client)
    answer.begin()
    assert answer.status == 201
    assert server.wait() == 0


def test_what_was_viewed_a_moment_ago_is_written_on_the_way_out(
    environment: dict[str, str], filled: dict[str, Any]
) -> None:
    product = filled["products"][0]
    headers = {"Authorization": f"JWT {filled['token']}"}
    with Gunicorn({**environment, "HISTORY_PAUSE": "600"}) as server:
        client = HTTPConnection(HOST, server.port, timeout=20)
        client.request("GET", f"{LIST}{product}/", headers=headers)
        assert client.getresponse().status == 200

        assert server.stop() == 0

        server.start()
        client = HTTPConnection(HOST, server.port, timeout=20)
        client.request("GET", "/store/customers/me/history/", headers=headers)
        history = json.loads(client.getresponse().read())
    assert [one["product"]["id"] for one in history["viewed"]] == [product]


def test_without_a_graceful_stop_the_same_request_is_lost(server: Gunicorn) -> None:
    """The control."""
    client = begin_slow_request(server, seconds=1)

    server.kill()

    with pytest.raises(ConnectionError):
        client.getresponse()


def test_a_request_on_an_idle_connection_is_answered_and_the_connection_ends(
    server: Gunicorn,
) -> None:
    client = HTTPConnection(HOST, server.port, timeout=20)
    client.request("GET", LIST)
    client.getresponse().read()

    server.signal(signal.SIGTERM)
    time.sleep(0.5)
    client.request("POST", "/store/carts/", "{}", {"Content-Type": "application/json"})

    answer = client.getresponse()
    assert (answer.status, answer.headers["Connection"]) == (201, "close")
    assert server.wait() == 0


def test_a_connection_idle_for_two_seconds_is_closed_without_an_answer(
    server: Gunicorn,
) -> None:
    """Why the proxy's idle connections must live for less: deploy/nginx.conf."""
    client = socket.create_connection((HOST, server.port), timeout=20)
    request = f"GET {LIST} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode()
    client.sendall(request)
    answer = HTTPResponse(client)
    answer.begin()
    answer.read()
    start = time.monotonic()

    server.signal(signal.SIGTERM)

    assert client.recv(1) == b""
    assert 1 < time.monotonic() - start < 10


def test_the_server_leaves_when_the_patience_ends(
    environment: dict[str, str], filled: dict[str, Any]
) -> None:
    impatient = {**environment, "WEB_GRACEFUL_TIMEOUT": "1"}
    with Gunicorn(impatient) as server:
        client = begin_slow_request(server, seconds=15)
        start = time.monotonic()

        server.stop()

        assert time.monotonic() - start < 12
        with pytest.raises(ConnectionError):
            client.getresponse()
