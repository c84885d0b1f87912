"""Real servers and workers beside a test, on ports of their own, gone when it ends."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent


def free_port() -> int:
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def answers(port: int) -> bool:
    with closing(socket.socket()) as client:
        client.settimeout(0.5)
        return client.connect_ex(("127.0.0.1", port)) == 0


def wait_until(true: Callable[[], Any], *, seconds: float = 30) -> Any:
    """The first true answer. Fails the test when none comes in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answer := true():
            return answer
        time.sleep(0.05)
    pytest.fail(f"{true} did not come true within {seconds} s")


def environment(**more: str) -> dict[str, str]:
    """For a process that shares the test's database."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings_worker",
        "TEST_DATABASE": str(connection.settings_dict["NAME"]),
        **more,
    }


class Process:
    """A program in a group of its own, so that its children go with it."""

    def __init__(self, *command: str, env: dict[str, str], log: Path) -> None:
        self.log = log
        with log.open("ab") as output:
            self.popen = subprocess.Popen(
                command,
                cwd=ROOT,
                env=env,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def kill(self) -> None:
        """As a power cut would: the program and its children, at once."""
        with suppress(ProcessLookupError):
            os.killpg(self.popen.pid, signal.SIGKILL)
        self.popen.wait(timeout=10)

    def stop(self, *, seconds: float = 30) -> int:
        """As a deploy does. Returns the exit code."""
        self.popen.terminate()
        return self.popen.wait(timeout=seconds)

    def children(self) -> list[int]:
        listing = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.popen.pid)],
            capture_output=True,
            text=True,
            check=False,
        )
        return [int(pid) for pid in listing.stdout.split()]

    def says(self, words: str) -> bool:
        return words in self.log.read_text(errors="replace")


class Redis:
    """A Redis of the test's own, which may be killed and come back at the same port."""

    def __init__(self, folder: Path) -> None:
        if shutil.which("redis-server") is None:
            pytest.skip("needs redis-server")
        self.folder = folder
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.start()

    def start(self) -> None:
        self.process = Process(
            *("redis-server", "--port", str(self.port), "--bind", "127.0.0.1"),
            *("--save", "", "--appendonly", "no", "--dir", str(self.folder)),
            env=dict(os.environ),
            log=self.folder / "redis.log",
        )
        wait_until(lambda: answers(self.port))

    def kill(self) -> None:
        self.process.kill()


@contextmanager
def running(process: Process) -> Iterator[Process]:
    try:
        yield process
    finally:
        process.kill()


def gunicorn(port: int, *, env: dict[str, str], log: Path) -> Process:
    process = Process(
        *(sys.executable, "-m", "gunicorn", "storefront.wsgi"),
        *("--bind", f"127.0.0.1:{port}", "--worker-class", "gthread"),
        *("--threads", "4", "--no-control-socket"),
        env=env,
        log=log,
    )
    wait_until(lambda: answers(port))
    return process


def celery_worker(*, env: dict[str, str], log: Path) -> Process:
    process = Process(
        *(sys.executable, "-m", "celery", "-A", "storefront", "worker"),
        *("--concurrency", "1", "--loglevel", "INFO", "--without-mingle"),
        env=env,
        log=log,
    )
    wait_until(lambda: process.says("ready."))
    return process


def celery_beat(*, env: dict[str, str], log: Path) -> Process:
    return Process(
        *(sys.executable, "-m", "celery", "-A", "storefront", "beat"),
        *("--loglevel", "INFO", "--schedule", str(log.with_suffix(".schedule"))),
        *("--pidfile", ""),
        env=env,
        log=log,
    )
