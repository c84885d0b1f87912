"""The store under a real gunicorn, in a process of its own."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.processes import (
    HOST,
    Process,
    bare_environment,
    free_port,
    gunicorn,
    running,
)


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    text: str

    def json(self) -> Any:
        return json.loads(self.text)


@dataclass
class Store:
    port: int
    folder: Path
    process: Process

    def ask(
        self, path: str, data: Any = None, *, method: str = "", **headers: str
    ) -> Answer:
        body = json.dumps(data) if isinstance(data, dict) else data
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        if body is not None:
            headers.setdefault("Content-Type", "application/json")
        return ask(
            self.port, path, body, method or ("POST" if body else "GET"), headers
        )

    def console(self) -> str:
        return (self.folder / "console").read_text()

    def file(self) -> str:
        return (self.folder / "store.log").read_text()


def ask(port: int, path: str, body: Any, method: str, headers: dict) -> Answer:
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    try:
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        text = response.read().decode(errors="replace")
        return Answer(response.status, dict(response.getheaders()), text)
    finally:
        connection.close()


def environment(folder: Path, **variables: str) -> dict[str, str]:
    file = {"DJANGO_LOG_FILE": str(folder / "store.log")}
    return bare_environment(settings="tests.settings_served", **{**file, **variables})


@contextmanager
def served(folder: Path, *, workers: int = 1, **variables: str) -> Iterator[Store]:
    port = free_port()
    process = gunicorn(
        *(port, "--workers", str(workers), "--threads", "4"),
        env=environment(folder, **variables),
        log=folder / "console",
    )
    store = Store(port, folder, process)
    with running(process):
        process.until(lambda: store.ask("/health/live").status == 200)
        yield store
        process.stop()
