"""The store under a real gunicorn, in a process of its own."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from storefront.env import BASE_DIR


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
    process: subprocess.Popen[bytes]

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
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        text = response.read().decode(errors="replace")
        return Answer(response.status, dict(response.getheaders()), text)
    finally:
        connection.close()


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_until(true: Callable[[], Any], *, seconds: float = 30) -> Any:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if found := true():
                return found
        except OSError:
            pass
        time.sleep(0.1)
    raise AssertionError(f"not true within {seconds} s")


def environment(folder: Path, **variables: str) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "tests.settings_served",
        "SECRET_KEY": "tests-only-not-a-secret-but-long-enough-for-hs256",
        "ALLOWED_HOSTS": "127.0.0.1",
        "DJANGO_LOG_FILE": str(folder / "store.log"),
        "PYTHONPATH": str(BASE_DIR),
        "PYTHONWARNINGS": "ignore",
        **variables,
    }


@contextmanager
def served(folder: Path, *, workers: int = 1, **variables: str) -> Iterator[Store]:
    port = free_port()
    with (folder / "console").open("wb") as console:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py"),
                *("--no-control-socket", "--workers", str(workers), "--threads", "4"),
                *("--bind", f"127.0.0.1:{port}", "storefront.wsgi"),
            ],
            cwd=BASE_DIR,
            env=environment(folder, **variables),
            stdout=console,
            stderr=console,
        )
        store = Store(port, folder, process)
        try:
            wait_until(lambda: store.ask("/health/live").status == 200)
            yield store
        finally:
            process.terminate()
            process.wait(timeout=20)
