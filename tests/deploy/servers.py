"""A real gunicorn with production settings, started, signalled and stopped by tests."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from types import TracebackType

from tests.processes import (
    GUNICORN,
    ROOT,
    Process,
    bare_environment,
    free_port,
    wait_until,
)

# As systemd hands a socket over: as descriptor 3, to a process it names.
HAND_OVER = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()))
os.execvp(sys.argv[2], sys.argv[2:])
"""


def production(folder: Path, database_url: str, **more: str) -> dict[str, str]:
    """The environment of a store over plain http that keeps its files in the folder."""
    for name in ("ready", "begun"):
        (folder / name).mkdir(exist_ok=True)
    return bare_environment(
        settings="storefront.settings.prod",
        **{
            "ALLOWED_HOSTS": "127.0.0.1,store.example",
            "DATABASE_URL": database_url,
            "SECURE_SSL_REDIRECT": "false",
            "DJANGO_LOG_FILE": "/dev/null",
            "DJANGO_LOG_LEVEL": "ERROR",
            "MEDIA_ROOT": str(folder / "media"),
            "PRIVATE_ROOT": str(folder / "protected"),
            "WORKERS_READY": str(folder / "ready"),
            "REQUESTS_BEGUN": str(folder / "begun"),
            "WEB_CONCURRENCY": "2",
            "WEB_THREADS": "4",
            **more,
        },
    )


def manage(environment: dict[str, str], *arguments: str) -> None:
    command = [sys.executable, "manage.py", *arguments]
    answer = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True
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
        self.log = self.ready.with_name(f"gunicorn-{self.port}.log")
        self.process: Process | None = None

    def __enter__(self) -> Gunicorn:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.process is not None:
            self.process.kill()

    def start(self) -> None:
        command = [*GUNICORN, "--log-level", "warning", self.application]
        kept: tuple[int, ...] = ()
        if self.held is not None:
            kept = (self.held.fileno(),)
            command = [sys.executable, "-c", HAND_OVER, str(kept[0]), *command]
        self.process = Process(
            *command,
            env={**self.environment, "PORT": str(self.port)},
            log=self.log,
            pass_fds=kept,
        )
        self.process.until(self.is_ready)

    def is_ready(self) -> bool:
        """Whether every worker has loaded the store."""
        workers = self.workers()
        ready = {int(path.name) for path in self.ready.iterdir()}
        return len(workers) == 2 and workers <= ready

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
        assert self.process is not None
        return self.process.stop()

    def wait(self) -> int:
        assert self.process is not None
        return self.process.popen.wait(timeout=60)

    def kill(self) -> None:
        """What a crash of the machine does to the server."""
        assert self.process is not None
        self.process.kill()
