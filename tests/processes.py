"""Real servers and workers beside a test, on ports of their own, gone when it ends."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from random import SystemRandom
from typing import Any, Self

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
HOST = "127.0.0.1"
GUNICORN = (sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py")
# Below the ports that the system gives to clients: nobody's connection takes one of these
# between two starts of a server. Not `random`, which Hypothesis seeds alike everywhere.
PORTS = range(15_000, 32_000)
chance = SystemRandom()
given: set[int] = set()


def free_port() -> int:
    """A port that nobody listens on, given once."""
    while True:
        port = chance.choice(PORTS)
        with closing(socket.socket()) as probe, suppress(OSError):
            probe.bind((HOST, port))
            if port not in given:
                given.add(port)
                return port


def answers(port: int) -> bool:
    with closing(socket.socket()) as client:
        client.settimeout(0.5)
        return client.connect_ex((HOST, port)) == 0


def wait_until(true: Callable[[], Any], *, seconds: float = 60) -> Any:
    """The first true answer; a refused connection is none. Fails the test when none comes.

    The time is for a machine that others keep busy: whoever waits for a condition loses
    nothing by waiting longer.
    """
    end = time.monotonic() + seconds
    refused: OSError | None = None
    while time.monotonic() < end:
        try:
            if answer := true():
                return answer
        except OSError as error:
            refused = error
        time.sleep(0.05)
    pytest.fail(f"{true} did not come true within {seconds} s ({refused})")


def environment(**more: str) -> dict[str, str]:
    """For a process that shares the test's database."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings_worker",
        "TEST_DATABASE": str(connection.settings_dict["NAME"]),
        **more,
    }


def bare_environment(*, settings: str, **more: str) -> dict[str, str]:
    """What a store of its own needs to start, and nothing of ours."""
    return {
        "PATH": f"{BIN}:{os.environ['PATH']}",
        "DJANGO_SETTINGS_MODULE": settings,
        "SECRET_KEY": "tests-only-not-a-secret-but-long-enough-for-hs256",
        "ALLOWED_HOSTS": HOST,
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "ignore",
        **more,
    }


class Process:
    """A program in a group of its own, so that its children go with it."""

    def __init__(
        self,
        *command: str,
        env: dict[str, str],
        log: Path,
        cwd: Path = ROOT,
        pass_fds: Sequence[int] = (),
    ) -> None:
        self.log = log
        with log.open("ab") as output:
            self.popen = subprocess.Popen(
                command,
                cwd=cwd,
                env=env,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=pass_fds,
            )

    @property
    def pid(self) -> int:
        return self.popen.pid

    def until(self, true: Callable[[], Any]) -> Self:
        """Itself as soon as that is true. Shows its log and goes if it never is."""

        def happened() -> Any:
            if self.popen.poll() is not None:
                pytest.fail(f"it ended with {self.popen.returncode}")
            return true()

        try:
            wait_until(happened)
        except BaseException:
            self.kill()
            print(self.text())
            raise
        return self

    def signal(self, number: signal.Signals) -> None:
        """To the program alone."""
        os.kill(self.pid, number)

    def kill(self) -> None:
        """As a power cut would: the program and its children, at once."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self.popen.wait(timeout=10)

    def stop(self, *, seconds: float = 60) -> int:
        """As a deploy does. Returns the exit code."""
        self.popen.terminate()
        return self.popen.wait(timeout=seconds)

    def children(self) -> list[int]:
        listing = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.pid)],
            capture_output=True,
            text=True,
            check=False,
        )
        return [int(pid) for pid in listing.stdout.split()]

    def text(self) -> str:
        return self.log.read_text(errors="replace")

    def says(self, words: str) -> bool:
        return words in self.text()


class Redis:
    """A Redis of the test's own, which may be killed and come back at the same port."""

    def __init__(self, folder: Path) -> None:
        if shutil.which("redis-server") is None:
            pytest.skip("needs redis-server")
        self.folder = folder
        self.port = free_port()
        self.url = f"redis://{HOST}:{self.port}"
        self.start()

    def start(self) -> None:
        self.process = Process(
            *("redis-server", "--port", str(self.port), "--bind", HOST),
            *("--save", "", "--appendonly", "no", "--dir", str(self.folder)),
            env=dict(os.environ),
            log=self.folder / "redis.log",
        ).until(lambda: answers(self.port))

    def kill(self) -> None:
        self.process.kill()


@contextmanager
def running(process: Process) -> Iterator[Process]:
    try:
        yield process
    finally:
        process.kill()


def gunicorn(
    port: int,
    *options: str,
    env: dict[str, str],
    log: Path,
    application: str = "storefront.wsgi",
) -> Process:
    """The store as it is deployed, one worker unless the options say otherwise."""
    return Process(
        *(*GUNICORN, "--bind", f"{HOST}:{port}", "--workers", "1"),
        *(*options, application),
        env=env,
        log=log,
    ).until(lambda: answers(port))


def celery_worker(*, env: dict[str, str], log: Path) -> Process:
    process = Process(
        *(sys.executable, "-m", "celery", "-A", "storefront", "worker"),
        *("--concurrency", "1", "--loglevel", "INFO", "--without-mingle"),
        env=env,
        log=log,
    )
    return process.until(lambda: process.says("ready."))


def celery_beat(*, env: dict[str, str], log: Path) -> Process:
    return Process(
        *(sys.executable, "-m", "celery", "-A", "storefront", "beat"),
        *("--loglevel", "INFO", "--schedule", str(log.with_suffix(".schedule"))),
        *("--pidfile", ""),
        env=env,
        log=log,
    )
