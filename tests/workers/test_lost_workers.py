"""A task leaves the queue when it has ended, not when it starts."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

import pytest
from celery import Celery

from tests.processes import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def queue(redis: Any, tmp_path: Path) -> Any:
    """Queue the slow task, as a web process would."""
    producer = Celery("producer", broker=redis.url, set_as_current=False)

    def send(seconds: float) -> str:
        return producer.send_task("tests.slow_task", [str(tmp_path), seconds]).id

    yield send
    producer.close()


def lines(file: Path) -> list[str]:
    return file.read_text().split() if file.exists() else []


@pytest.mark.parametrize("victim", ["child", "worker"])
def test_a_task_whose_worker_was_killed_runs_again(
    queue, start_worker, tmp_path, victim
):
    worker = start_worker()
    task = queue(1.5)
    wait_until(lambda: lines(tmp_path / "began") == [task])

    if victim == "child":
        for child in worker.children():
            os.kill(child, signal.SIGKILL)
    else:
        worker.kill()
        start_worker()

    wait_until(lambda: lines(tmp_path / "ended") == [task])
    assert lines(tmp_path / "began") == [task, task]


def test_a_worker_told_to_stop_finishes_what_it_does_first(
    queue, start_worker, tmp_path
):
    worker = start_worker()
    task = queue(2)
    wait_until(lambda: lines(tmp_path / "began") == [task])

    assert worker.stop() == 0

    assert lines(tmp_path / "ended") == [task]
    assert lines(tmp_path / "began") == [task]
