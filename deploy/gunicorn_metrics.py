"""Metrics under gunicorn: a directory the workers count in, and a process that serves it.

Imported by the master, so it imports nothing of the store: what the master has imported, a
HUP does not load anew.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

# Memory before disk: a worker writes there in every request.
PARENTS = ["/dev/shm", tempfile.gettempdir()]  # noqa: S108
ASK = "from storefront.settings.metrics import METRICS_ADDRESS as a; print(a, end='')"

# The worker that is forked next inherits its number, and a dead worker's is given again:
# files named by process ids would only ever become more.
slot = 0


class Master:
    """What this gunicorn master has started."""

    directory: Path | None = None
    exporter: subprocess.Popen[bytes] | None = None


def environment() -> list[str]:
    """gunicorn's `raw_env`; makes the directory when metrics are on.

    A HUP loads the configuration again in the same process and keeps the directory. A USR2
    starts a new master, which makes one of its own.
    """
    if Master.directory is None:
        asked = subprocess.run(  # noqa: S603
            [sys.executable, "-c", ASK], capture_output=True, text=True, check=True
        )
        if not asked.stdout:
            return []
        parent = next(one for one in PARENTS if os.access(one, os.W_OK))
        Master.directory = Path(tempfile.mkdtemp("", "storefront-metrics-", parent))
    return [f"PROMETHEUS_MULTIPROC_DIR={Master.directory}"]


def when_ready(server: Any) -> None:
    if Master.directory is None:
        return
    os.chown(Master.directory, server.cfg.uid, server.cfg.gid)
    Master.exporter = subprocess.Popen(
        [sys.executable, "-m", "storefront.watching.exporter"], stdin=subprocess.DEVNULL
    )


def pre_fork(server: Any, worker: Any) -> None:
    global slot
    taken = {other.slot for other in server.WORKERS.values()}
    slot = min(set(range(1, len(taken) + 2)) - taken)
    worker.slot = slot


def child_exit(server: Any, worker: Any) -> None:
    """Requests in flight ended with their worker; its counts stay."""
    if Master.directory is not None:
        for file in Master.directory.glob(f"gauge_live*_{worker.slot}.db"):
            file.unlink(missing_ok=True)


def on_exit(server: Any) -> None:
    if Master.exporter is not None:
        Master.exporter.terminate()
        try:
            Master.exporter.wait(timeout=3)
        except subprocess.TimeoutExpired:
            Master.exporter.kill()
    if Master.directory is not None:
        shutil.rmtree(Master.directory, ignore_errors=True)
