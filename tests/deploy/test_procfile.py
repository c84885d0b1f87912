"""Every command of the Procfile, started from nothing but what the image would hold."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from storefront.env import BASE_DIR
from tests.deploy.servers import HOST, free_port, listens, production, wait_until

PROCFILE = dict(
    line.split(": ", 1) for line in (BASE_DIR / "Procfile").read_text().splitlines()
)
COPIED = re.findall(
    r"^COPY (\w\S*) (?:\./|\1)$", (BASE_DIR / "Dockerfile").read_text(), re.M
)
# Celery's two are started as soon as there is a Celery application to start.
CELERY = (
    {"worker": "ready.", "beat": "beat: Starting"}
    if importlib.util.find_spec("storefront.celery") and shutil.which("redis-server")
    else {}
)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: Any) -> Iterator[Path]:
    """A read-only folder with what the Dockerfile copies."""
    folder: Path = tmp_path_factory.mktemp("image")
    for name in COPIED:
        source = BASE_DIR / name
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, folder / name, ignore=ignored)
        elif name != "Pipfile.lock":
            shutil.copy(source, folder / name)
    before = sorted(folder.rglob("*"))
    yield folder
    assert sorted(folder.rglob("*")) == before, "something was written beside the code"


@pytest.fixture(scope="module")
def environment(new_database: Any, tmp_path_factory: Any) -> dict[str, str]:
    folder: Path = tmp_path_factory.mktemp("elsewhere")
    environment = production(folder, new_database(), PORT=str(free_port()))
    environment.pop("PYTHONPATH")
    return environment | {
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": str(folder),
        "DJANGO_LOG_LEVEL": "INFO",
    }


@contextmanager
def started(kind: str, folder: Path, environment: dict[str, str]) -> Iterator[Any]:
    """The process, which writes into `log` of its folder for temporary files."""
    log = Path(environment["HOME"]) / f"{kind}.log"
    schedule = Path(environment["HOME"]) / "celerybeat-schedule"
    command = PROCFILE[kind].replace("/tmp/celerybeat-schedule", str(schedule))
    with log.open("w") as output:
        process = subprocess.Popen(
            ["sh", "-c", f"exec {command}"],
            cwd=folder,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield process, log
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def test_release_then_web(copy: Path, environment: dict[str, str]) -> None:
    with started("release", copy, environment) as (release, log):
        assert release.wait(timeout=120) == 0, log.read_text()
    with started("web", copy, environment) as (web, log):
        port = int(environment["PORT"])
        wait_until(lambda: listens(port))
        address = f"http://{HOST}:{port}/store/products/"
        script = f"import urllib.request as r; print(r.urlopen('{address}').read())"
        answer = subprocess.check_output([sys.executable, "-c", script], text=True)
        assert '"count":0' in answer
        web.send_signal(signal.SIGTERM)
        assert web.wait(timeout=40) == 0, log.read_text()


def start_and_stop(
    kind: str, copy: Path, environment: dict[str, str], folder: Path
) -> None:
    port = free_port()
    options = ["--save", "", "--appendonly", "no", "--dir", str(folder)]
    redis = subprocess.Popen(
        ["redis-server", "--port", str(port), *options], stdout=subprocess.DEVNULL
    )
    ours = {**environment, "REDIS_URL": f"redis://{HOST}:{port}/0"}
    try:
        wait_until(lambda: listens(port))
        with started(kind, copy, ours) as (process, log):
            wait_until(lambda: CELERY[kind] in log.read_text())
            time.sleep(0.2)
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=40) == 0, log.read_text()
    finally:
        redis.terminate()
        redis.wait()


if CELERY:

    @pytest.mark.parametrize("kind", sorted(CELERY))
    def test_celery_starts_and_stops(
        kind: str, copy: Path, environment: dict[str, str], tmp_path: Path
    ) -> None:
        start_and_stop(kind, copy, environment, tmp_path)
