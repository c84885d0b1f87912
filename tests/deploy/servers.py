"""A real gunicorn with production settings, started, signalled and stopped by tests."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from storefront.env import BASE_DIR

CONFIG = "deploy/gunicorn.conf.py"
BIN = Path(sys.executable).parent
HOST = "127.0.0.1"
# As systemd hands a socket over: as descriptor 3, to a process it names.
HAND_OVER = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()))
os.execvp(sys.argv[2], sys.argv[2:])
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def wait_until(happens: Callable[[], bool], *, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < deadline, f"did not happen within {seconds} s"
        time.sleep(0.05)


def listens(port: int) -> bool:
    try:
        socket.create_connection((HOST, port), timeout=1).close()
    except OSError:
        return False
    return True


def production(folder: Path, database_url: str, **more: str) -> dict[str, str]:
    """The environment of a store over plain http that keeps its files in the folder."""
    for name in ("ready", "begun"):
        (folder / name).mkdir(exist_ok=True)
    return {
        "PATH": f"{BIN}:{os.environ['PATH']}",
        "DJANGO_SETTINGS_MODULE": "storefront.settings.prod",
        "SECRET_KEY": "tests-only-not-a-secret-but-long-enough-for-hs256",
        "ALLOWED_HOSTS": "127.0.0.1,store.example",
        "DATABASE_URL": database_url,
        "SECURE_SSL_REDIRECT": "false",
        "DJANGO_LOG_FILE": "/dev/null",
        "DJANGO_LOG_LEVEL": "ERROR",
        "MEDIA_ROOT": str(folder / "media"),
        "WORKERS_READY": str(folder / "ready"),
        "REQUESTS_BEGUN": str(folder / "begun"),
        "PYTHONPATH": str(BASE_DIR),
        "PYTHONWARNINGS": "ignore",
        "WEB_CONCURRENCY": "2",
        "WEB_THREADS": "4",
        **more,
    }


def manage(environment: dict[str, str], *arguments: str) -> None:
    command = [sys.executable, "manage.py", *arguments]
    answer = subprocess.run(
        command, cwd=BASE_DIR, env=environment, capture_output=True, text=True
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr


class Gunicorn:
    """The server of the Procfile on a port of its own, or behind a socket held for it."""

    def __init__(
        self,
        environment: dict[str, str],
        *,
        application: str = "tests.deploy.slow",
        held: socket.socket | None = None,
    ) -> None:
        self.environment = environment
        self.application = application
        self.held = held
        self.port = held.getsockname()[1] if held else free_port()
        self.ready = Path(environment["WORKERS_READY"])
        self.process: subprocess.Popen[Any] | None = None

    def __enter__(self) -> Gunicorn:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.process is not None and self.process.poll() is None:
            self.kill()

    def start(self) -> None:
        command = ["gunicorn", "--config", CONFIG, "--log-level", "warning"]
        command.append(self.application)
        kept: tuple[int, ...] = ()
        if self.held is not None:
            kept = (self.held.fileno(),)
            command = [sys.executable, "-c", HAND_OVER, str(kept[0]), *command]
        # Its own process group: a test may take all of it down at once, as a crash does.
        self.process = subprocess.Popen(
            command,
            cwd=BASE_DIR,
            env={**self.environment, "PORT": str(self.port)},
            pass_fds=kept,
            start_new_session=True,
        )
        wait_until(self.is_ready)

    def is_ready(self) -> bool:
        """Whether every worker has loaded the store."""
        assert self.process is not None
        assert self.process.poll() is None, "the server did not start"
        ready = {int(path.name) for path in self.ready.iterdir()}
        return len(self.workers()) == 2 and self.workers() <= ready

    def begun(self) -> int:
        """How many requests with a delay the store has begun so far."""
        return len(list(Path(self.environment["REQUESTS_BEGUN"]).iterdir()))

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    def workers(self) -> set[int]:
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children")
        return {int(pid) for pid in children.read_text().split()}

    def signal(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)

    def reload(self) -> None:
        """HUP, until only new workers are left."""
        old = self.workers()
        self.signal(signal.SIGHUP)
        wait_until(lambda: not old & self.workers() and self.is_ready())

    def stop(self) -> int:
        """TERM; the exit code."""
        self.signal(signal.SIGTERM)
        return self.wait()

    def wait(self) -> int:
        assert self.process is not None
        return self.process.wait(timeout=40)

    def kill(self) -> None:
        """What a crash of the machine does to the server."""
        os.killpg(self.pid, signal.SIGKILL)
        self.wait()
