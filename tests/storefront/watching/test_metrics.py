"""A real gunicorn with two workers, asked and scraped: the counts are exact."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.processes import Process, free_port, running, wait_until
from tests.storefront.watching.serving import Store, ask, environment, served

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/maps").exists(), reason="reads Linux's /proc"
)
SAMPLE = re.compile(r"^(storefront_\w+)(?:\{(.*)\})? (\S+)$", re.MULTILINE)


def scrape(port: int) -> dict[str, float]:
    """`{'name{labels}': value}` of what the exporter serves."""
    answer = ask(port, "/metrics", None, "GET", {})
    assert answer.status == 200
    return {
        f"{name}{{{labels}}}" if labels else name: float(value)
        for name, labels, value in SAMPLE.findall(answer.text)
    }


def requests(port: int) -> dict[str, float]:
    """The requests counted, but for the probes of the test's own waiting."""
    return {
        name.removeprefix("storefront_requests_total"): value
        for name, value in scrape(port).items()
        if name.startswith("storefront_requests_total") and "health" not in name
    }


def children(store: Store) -> dict[int, str]:
    """The master's children and their command lines."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == store.process.pid:
                found[int(folder.name)] = (folder / "cmdline").read_text()
        except OSError:
            continue  # it ended meanwhile
    return found


def workers(store: Store) -> set[int]:
    # A process that ended and was not waited for yet has no command line.
    return {
        pid for pid, line in children(store).items() if line and "exporter" not in line
    }


def directory(store: Store) -> Path:
    """Where the workers count: one of them has the files mapped."""
    maps = "".join(Path(f"/proc/{pid}/maps").read_text() for pid in workers(store))
    return Path(re.findall(r"\S+/storefront-metrics-[^/]+", maps)[0])


@pytest.mark.parametrize("count", [1, 2])
def test_requests_are_counted_exactly_by_route_method_and_status(
    tmp_path: Path, database: str, count: int
) -> None:
    port = free_port()
    with served(
        tmp_path,
        workers=count,
        DATABASE_URL=database,
        METRICS_ADDRESS=f"127.0.0.1:{port}",
    ) as store:
        for number in range(20):
            store.ask("/store/products/")
            store.ask(f"/store/products/{number + 1}/")
            store.ask(f"/nobody/knows/{number}/")
            store.ask(f"/store/boom/{number}/")
        store.ask("/store/carts/", {})
        store.ask("/store/products/", method="BREW")
        public = store.ask("/metrics")
        found = wait_until(lambda: requests(port))
        everything = scrape(port)

    assert public.status == 404
    assert found == {
        '{method="GET",route="products-list",status="200"}': 20,
        '{method="GET",route="products-detail",status="404"}': 20,
        '{method="GET",route="none",status="404"}': 21,
        '{method="GET",route="boom",status="500"}': 20,
        '{method="POST",route="cart-list",status="201"}': 1,
        '{method="other",route="products-list",status="401"}': 1,
    }
    seconds = 'storefront_request_seconds_%s{method="GET",route="products-list"%s}'
    assert everything[seconds % ("count", "")] == 20
    assert 0 < everything[seconds % ("sum", "")] < 20
    bucket = 'storefront_request_seconds_bucket{le="+Inf",method="GET",route="boom"}'
    assert everything[bucket] == 20
    error = 'storefront_exceptions_total{route="boom",type="RuntimeError"}'
    assert everything[error] == 20
    assert everything["storefront_requests_in_flight"] == 0
    assert everything['storefront_component_up{component="database"}'] == 1


def test_counts_outlive_a_reload_and_dead_workers_and_leave_nothing_behind(
    tmp_path: Path, database: str
) -> None:
    port = free_port()
    with served(
        tmp_path,
        workers=2,
        DATABASE_URL=database,
        METRICS_ADDRESS=f"127.0.0.1:{port}",
    ) as store:

        def ask_ten() -> None:
            for _ in range(10):
                assert store.ask("/store/products/").status == 200

        wait_until(lambda: scrape(port))
        ask_ten()
        before = workers(store)
        store.process.signal(signal.SIGHUP)
        wait_until(
            lambda: not workers(store) & before and len(workers(store)) == 2, seconds=40
        )
        ask_ten()
        victim = start_slow_request(store, port)
        os.kill(victim, signal.SIGKILL)
        wait_until(lambda: victim not in workers(store) and len(workers(store)) == 2)
        wait_until(lambda: scrape(port).get("storefront_requests_in_flight") == 0)
        ask_ten()
        found = requests(port)
        folder = directory(store)
        slots = {file.stem.rpartition("_")[2] for file in folder.iterdir()}
        assert store.process.stop() == 0

    assert found['{method="GET",route="products-list",status="200"}'] == 30
    # Two old and two new at the reload; the killed one's successor took its place.
    assert slots <= {"1", "2", "3", "4"}
    assert not folder.exists()
    with pytest.raises(OSError, match="refused"):
        scrape(port)


def start_slow_request(store: Store, port: int) -> int:
    """The worker that answers a request which takes longer than the test."""

    def ask_slowly() -> None:
        with contextlib.suppress(OSError):  # its worker is killed
            store.ask("/store/slow/?seconds=60")

    threading.Thread(target=ask_slowly, daemon=True).start()
    wait_until(lambda: scrape(port)["storefront_requests_in_flight"] == 1)
    folder = directory(store)
    from prometheus_client.mmap_dict import MmapedDict

    for file in folder.glob("gauge_livesum_*.db"):
        values = MmapedDict.read_all_values_from_file(str(file))
        if any(value == 1 for _, value, *_ in values):
            for worker in workers(store):
                if str(file) in Path(f"/proc/{worker}/maps").read_text():
                    return worker
    raise AssertionError("no worker has the request")


def test_the_exporter_leaves_with_a_master_that_was_killed(
    tmp_path: Path, database: str
) -> None:
    port = free_port()
    with served(
        tmp_path, DATABASE_URL=database, METRICS_ADDRESS=f"127.0.0.1:{port}"
    ) as store:
        wait_until(lambda: scrape(port))
        store.ask("/store/products/")
        folder = directory(store)
        children = workers(store)
        store.process.signal(signal.SIGKILL)
        for worker in children:
            os.kill(worker, signal.SIGTERM)

        wait_until(lambda: not folder.exists(), seconds=10)
        time.sleep(0.2)
        with pytest.raises(OSError, match="refused"):
            scrape(port)


def test_without_an_address_nothing_is_started_and_nothing_counts(
    tmp_path: Path, database: str
) -> None:
    before = set(Path("/dev/shm").glob("storefront-metrics-*"))
    with served(tmp_path, DATABASE_URL=database) as store:
        started = children(store)
        assert store.ask("/metrics").status == 404

    assert [line for line in started.values() if "exporter" in line] == []
    assert set(Path("/dev/shm").glob("storefront-metrics-*")) <= before
    assert settings.METRICS_ADDRESS == ""


def test_waiting_tasks_and_lost_components_are_read_at_the_scrape(
    tmp_path: Path, database: str, redis: Any
) -> None:
    port, folder = free_port(), tmp_path / "counts"
    folder.mkdir()
    exporter = Process(
        *(sys.executable, "-m", "storefront.watching.exporter"),
        env=environment(
            tmp_path,
            DATABASE_URL=database,
            METRICS_ADDRESS=f"127.0.0.1:{port}",
            PROMETHEUS_MULTIPROC_DIR=str(folder),
            CELERY_BROKER_URL=f"{redis.url}/1",
        ),
        log=tmp_path / "exporter",
    )
    with running(exporter):
        wait_until(lambda: scrape(port))
        queue = 'storefront_queue_length{queue="celery"}'
        wait_until(lambda: scrape(port).get(queue) == 0, seconds=5)
        push_tasks(f"{redis.url}/1", 3)
        wait_until(lambda: scrape(port)[queue] == 3, seconds=5)

        redis.kill()
        gone = 'storefront_component_up{component="broker"}'
        wait_until(lambda: scrape(port)[gone] == 0, seconds=10)
        assert queue not in scrape(port)


def push_tasks(url: str, count: int) -> None:
    from celery import Celery

    app = Celery("tests", broker=url, set_as_current=False)
    for _ in range(count):
        app.send_task("nobody.takes.it")
