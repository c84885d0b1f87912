"""What a server that speaks Sentry's envelopes receives, and what it never does."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from socket import create_server
from threading import Thread
from typing import Any

import brotli
import pytest

from storefront.env import BASE_DIR
from tests.processes import free_port, wait_until
from tests.storefront.watching.serving import Store, environment, served
from tests.storefront.watching.urls import TOKEN


class Receiver(ThreadingHTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.raw: list[str] = []
        self.dsn = f"http://public@127.0.0.1:{self.server_port}/1"
        Thread(target=self.serve_forever, daemon=True).start()

    def events(self, kind: str) -> list[dict[str, Any]]:
        found = []
        for envelope in self.raw:
            lines = envelope.splitlines()
            for header, item in pairwise(lines[1:]):
                if json.loads(header).get("type") == kind:
                    found.append(json.loads(item))
        return found


class Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        unpack = {"gzip": gzip.decompress, "br": brotli.decompress}
        body = unpack[self.headers["Content-Encoding"]](body)
        self.server.raw.append(body.decode())
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    server = Receiver()
    yield server
    server.shutdown()
    server.server_close()


def fail(store: Store) -> None:
    answer = store.ask(
        "/store/boom/7/?token=s3cret-query&mail=alice@example.com",
        {"password": "s3cret-body"},
        Authorization="Basic czNjcmV0LWhlYWRlcg==",
        Cookie="sessionid=s3cret-cookie",
        X_Request_ID="req-1",
        X_Api_Key="s3cret-key",
        Referer="http://127.0.0.1/?code=s3cret-referer",
    )
    assert answer.status == 500


def test_a_500_arrives_with_route_and_request_id_and_without_secrets(
    tmp_path: Path, database: str, receiver: Receiver
) -> None:
    with served(
        tmp_path,
        DATABASE_URL=database,
        SENTRY_DSN=receiver.dsn,
        SENTRY_ENVIRONMENT="tests",
        SENTRY_TRACES_SAMPLE_RATE="1",
    ) as store:
        fail(store)
        wait_until(lambda: receiver.events("event"))
        store.ask("/store/products/?token=s3cret-traced", X_Request_ID="req-2")
        wait_until(
            lambda: [
                one
                for one in receiver.events("transaction")
                if one["transaction"] == "/store/products/"
            ]
        )

    (event,) = receiver.events("event")
    assert event["transaction"] == "/store/boom/{number}/"
    assert event["environment"] == "tests"
    assert event["tags"]["request_id"] == "req-1"
    assert event["exception"]["values"][-1]["type"] == "RuntimeError"
    assert event["exception"]["values"][-1]["value"].startswith(
        "token [redacted] password=[redacted]"
    )
    frames = event["exception"]["values"][-1]["stacktrace"]["frames"]
    assert frames[-1]["function"] == "boom"
    assert not [frame for frame in frames if "vars" in frame]
    assert event["request"]["method"] == "POST"
    assert event["request"]["url"].endswith("/store/boom/7/")
    assert set(event["request"]) == {"method", "url", "headers"}
    assert "user" not in event
    sent = "\n".join(receiver.raw)
    for private in ("s3cret", TOKEN[:30], "czNjcmV0", "alice@example.com"):
        assert private not in sent
    traced = {one["transaction"] for one in receiver.events("transaction")}
    assert traced == {"/store/boom/{number}/", "/store/products/"}
    assert '"request_id":"req-2"' in sent.replace(" ", "")


def test_a_sentry_that_does_not_answer_keeps_no_request_waiting(
    tmp_path: Path, database: str
) -> None:
    with create_server(("127.0.0.1", 0)) as silent:  # accepts, and never answers
        for port in (silent.getsockname()[1], free_port()):
            with served(
                tmp_path,
                DATABASE_URL=database,
                SENTRY_DSN=f"http://public@127.0.0.1:{port}/1",
            ) as store:
                start = time.monotonic()
                for _ in range(20):
                    fail(store)
                assert time.monotonic() - start < 10
                slowest = 0.0
                for _ in range(20):
                    start = time.monotonic()
                    assert store.ask("/store/products/").status == 200
                    slowest = max(slowest, time.monotonic() - start)
                assert slowest < 1


@pytest.mark.parametrize("dsn", ["", "http://public@127.0.0.1:1/1"])
def test_without_a_dsn_sentry_is_not_even_imported(tmp_path: Path, dsn: str) -> None:
    code = "import sys, django; django.setup(); print('sentry_sdk' in sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", code],
        cwd=BASE_DIR,
        env=environment(tmp_path, DATABASE_URL="sqlite:///:memory:", SENTRY_DSN=dsn),
        capture_output=True,
        text=True,
        check=True,
    )

    assert answer.stdout.strip() == str(bool(dsn))
