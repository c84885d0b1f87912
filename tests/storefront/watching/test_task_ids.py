"""A task's log carries the id of the request that queued it."""

from __future__ import annotations

import logging
import os
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from celery import Celery

from storefront.watching import request_ids, task_ids  # noqa: F401
from tests.processes import Process, running, wait_until
from tests.storefront.watching.serving import environment

logger = logging.getLogger("tests.tasks")
app = Celery(
    "tests",
    broker=os.environ.get("CELERY_BROKER_URL", "memory://"),
    set_as_current=False,
)
app.conf.broker_connection_retry_on_startup = True


@app.task(name="tests.say")
def say(word: str) -> str | None:
    logger.warning("%s password=s3cret", word)
    return request_ids.current.get()


def test_a_task_run_eagerly_keeps_the_id_of_its_request() -> None:
    request_ids.current.set("req-1")

    assert say.apply(args=["eager"]).result == "req-1"
    assert request_ids.current.get() == "req-1"


def test_a_worker_logs_under_the_id_of_the_request_and_without_secrets(
    tmp_path: Path, redis: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.conf.broker_url = redis.url
    worker = Process(
        *(sys.executable, "-m", "celery", "-A", __name__, "worker"),
        *("--pool", "solo", "--loglevel", "ERROR"),
        env=environment(
            tmp_path,
            DATABASE_URL="sqlite:///:memory:",
            CELERY_BROKER_URL=redis.url,
        ),
        log=tmp_path / "worker",
    )
    log = tmp_path / "store.log"
    with running(worker):
        request_ids.current.set("req-1")
        say.delay("first")
        request_ids.current.set(None)
        say.delay("second")
        wait_until(lambda: log.exists() and "second" in log.read_text())

    lines = [line for line in log.read_text().splitlines() if "tests.tasks" in line]
    assert re.sub(r"^[\d :,-]+|[0-9a-f]{32}", "", "\n".join(lines), flags=re.M) == (
        "(WARNING) - tests.tasks - first password=[redacted] [req-1]\n"
        "(WARNING) - tests.tasks - second password=[redacted] []"
    )
