"""Every command of the Procfile, started from nothing but what the image would hold."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from storefront.env import BASE_DIR
from tests.deploy.servers import production
from tests.processes import HOST, Process, Redis, answers, free_port, running

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
def started(kind: str, folder: Path, environment: dict[str, str]) -> Iterator[Process]:
    """The process, which writes into `log` of its folder for temporary files."""
    home = Path(environment["HOME"])
    schedule = str(home / "celerybeat-schedule")
    command = PROCFILE[kind].replace("/tmp/celerybeat-schedule", schedule)
    process = Process(
        *("sh", "-c", f"exec {command}"),
        env=environment,
        log=home / f"{kind}.log",
        cwd=folder,
    )
    with running(process):
        yield process


def test_release_then_web(copy: Path, environment: dict[str, str]) -> None:
    with started("release", copy, environment) as release:
        assert release.popen.wait(timeout=120) == 0, release.text()
    with started("web", copy, environment) as web:
        port = int(environment["PORT"])
        web.until(lambda: answers(port))
        address = f"http://{HOST}:{port}/store/products/"
        with urllib.request.urlopen(address, timeout=60) as answer:
            assert json.load(answer)["count"] == 0
        assert web.stop() == 0, web.text()


if CELERY:

    @pytest.mark.parametrize("kind", sorted(CELERY))
    def test_celery_starts_and_stops(
        kind: str, copy: Path, environment: dict[str, str], tmp_path: Path
    ) -> None:
        redis = Redis(tmp_path)
        ours = {**environment, "REDIS_URL": redis.url}
        with running(redis.process), started(kind, copy, ours) as process:
            process.until(lambda: process.says(CELERY[kind]))
            time.sleep(0.2)
            assert process.stop() == 0, process.text()
