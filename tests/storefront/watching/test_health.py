"""What a probe is told, with everything up and with each part gone for real."""

from __future__ import annotations

import importlib.util
import signal
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from drf_spectacular.generators import SchemaGenerator

from storefront import health
from storefront.watching import components
from tests.processes import free_port, wait_until
from tests.storefront.watching.serving import Store, served

PATHS = ["/health/live", "/health/live/", "/health/ready", "/health/ready/"]


@pytest.fixture(autouse=True)
def _asked_anew() -> Iterator[None]:
    health.watch.found_at = -components.REMEMBERED
    yield
    health.watch.found_at = -components.REMEMBERED


@pytest.fixture
def strict(settings: Any) -> Client:
    """A client of a store that redirects to HTTPS and knows one host."""
    settings.ALLOWED_HOSTS = ["store.example"]
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_REDIRECT_EXEMPT = [r"^health/"]
    return Client()


@pytest.mark.django_db
@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("host", ["10.1.2.3:8000", "anything", "bad host!", "a_b"])
@pytest.mark.parametrize("verb", ["get", "head"])
def test_a_probe_is_answered_whatever_host_it_names(
    strict: Client, path: str, host: str, verb: str
) -> None:
    answer = getattr(strict, verb)(path, headers={"host": host})

    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Type"] == "application/json"
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


def test_other_addresses_still_mind_the_host_and_the_redirect(strict: Client) -> None:
    assert strict.get("/", headers={"host": "anything"}).status_code == 400
    assert strict.get("/", headers={"host": "store.example"}).status_code == 301
    assert strict.get("/health/", headers={"host": "anything"}).status_code == 400


@pytest.mark.parametrize("verb", ["post", "put", "patch", "delete"])
def test_a_probe_only_reads(client: Client, verb: str) -> None:
    assert getattr(client, verb)("/health/ready").status_code == 405


def test_live_asks_no_database(client: Client) -> None:
    # No `django_db` mark: a query would fail.
    assert client.get("/health/live").json() == {"status": "ok"}


@pytest.mark.django_db
def test_ready_names_every_part(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):  # it has a connection of its own
        answer = client.get("/health/ready")

    assert answer.json() == {
        "status": "ok",
        "components": {
            "database": "ok",
            "migrations": "ok",
            "cache": "ok",
            "broker": "off",
        },
    }


def test_health_is_not_part_of_the_api() -> None:
    schema = SchemaGenerator().get_schema(request=None, public=True)

    assert [path for path in schema["paths"] if "health" in path] == []


def ready(store: Store) -> tuple[int, str, dict[str, str]]:
    answer = store.ask("/health/ready")
    body = answer.json()
    return answer.status, body["status"], body["components"]


def test_a_missing_migration_is_a_503_until_it_is_applied(
    tmp_path: Path, database: str
) -> None:
    file = sqlite3.connect(tmp_path / "db.sqlite3", isolation_level=None)
    last = "app = 'store' AND id = (SELECT max(id) FROM django_migrations WHERE app = 'store')"
    row = file.execute(f"SELECT app, name, applied FROM django_migrations WHERE {last}")
    taken = row.fetchone()
    file.execute(f"DELETE FROM django_migrations WHERE {last}")

    with served(tmp_path, DATABASE_URL=database) as store:
        before = wait_until(
            lambda: (found := ready(store))[2]["migrations"] == "failed" and found
        )
        file.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES (?, ?, ?)", taken
        )
        wait_until(lambda: ready(store)[0] == 200, seconds=5)

    assert before[:2] == (503, "failed")
    assert before[2]["database"] == "ok"
    assert before[2]["migrations"] == "failed"
    file.close()


def test_a_database_that_is_away_is_a_503_that_says_nothing_else(
    tmp_path: Path,
) -> None:
    if importlib.util.find_spec("MySQLdb") is None:
        pytest.skip("needs mysqlclient")
    port = free_port()
    url = f"mysql://store:s3cret@127.0.0.1:{port}/storefront"

    with served(tmp_path, DATABASE_URL=url) as store:
        start = time.monotonic()
        store.ask("/health/ready")
        assert time.monotonic() - start < components.DEADLINE + 1
        time.sleep(2 * components.REMEMBERED)
        answer = store.ask("/health/ready")
        assert store.ask("/health/live").status == 200
        log = store.file()

    assert answer.status == 503
    assert answer.json() == {
        "status": "failed",
        "components": {
            "database": "failed",
            "migrations": "failed",
            "cache": "ok",
            "broker": "off",
        },
    }
    # The reason is in the log, once, and the probes themselves are not.
    assert log.count("The database does not work: OperationalError") == 1
    assert "storefront.access" not in log
    assert "django.request" not in log
    assert "s3cret" not in log


def test_a_lost_redis_degrades_the_store_and_does_not_close_it(
    tmp_path: Path, database: str, redis: Any
) -> None:
    with served(
        tmp_path,
        DATABASE_URL=database,
        CELERY_BROKER_URL=f"{redis.url}/1",
        CACHE_URL=f"{redis.url}/2",
    ) as store:
        wait_until(lambda: ready(store)[1] == "ok", seconds=5)
        assert set(ready(store)[2].values()) == {"ok"}

        redis.kill()
        wait_until(lambda: ready(store)[1] == "degraded", seconds=5)
        status, word, states = ready(store)
        assert (status, word) == (200, "degraded")
        assert states["cache"] == "failed"
        # redis-py tries again for some seconds before it says that nobody is there.
        assert states["broker"] in {"failed", "timeout"}
        assert states["database"] == states["migrations"] == "ok"
        assert store.ask("/store/products/").status == 200

        redis.start()
        wait_until(lambda: ready(store)[1] == "ok", seconds=15)


def test_a_redis_that_hangs_keeps_no_probe_waiting(
    tmp_path: Path, database: str, redis: Any
) -> None:
    with served(
        tmp_path,
        DATABASE_URL=database,
        CELERY_BROKER_URL=f"{redis.url}/1",
        CACHE_URL=f"{redis.url}/2",
    ) as store:
        wait_until(lambda: ready(store)[1] == "ok", seconds=5)
        redis.process.signal(signal.SIGSTOP)
        try:
            time.sleep(components.REMEMBERED)
            start = time.monotonic()
            status, word, states = ready(store)
            assert time.monotonic() - start < components.DEADLINE + 1
        finally:
            redis.process.signal(signal.SIGCONT)

    assert (status, word) == (200, "degraded")
    assert states["cache"] in {"failed", "timeout"}
    assert states["broker"] in {"failed", "timeout"}
    assert states["database"] == states["migrations"] == "ok"


def test_a_check_that_hangs_is_not_started_twice() -> None:
    calls = []

    def hang() -> str:
        calls.append(1)
        time.sleep(1)
        return "ok"

    component = components.Component("it", hang)
    states = []
    for _ in range(3):
        component.begin()
        states.append(component.finish(by=time.monotonic() + 0.05))
    component.begin()
    states.append(component.finish(by=time.monotonic() + 0.05))

    assert states == ["timeout", "timeout", "timeout", "timeout"]
    component.thread.join()
    component.begin()
    assert component.finish(by=time.monotonic() + 3) == "ok"
    assert len(calls) == 2


def test_many_probes_look_once_a_second() -> None:
    calls = []
    watch = components.Watch({"it": lambda: calls.append(1) or "ok"})

    for _ in range(50):
        assert watch.states() == {"it": "ok"}

    assert len(calls) == 1


def test_migrations_are_read_until_all_were_applied(
    monkeypatch: pytest.MonkeyPatch, django_db_setup: None, django_db_blocker: Any
) -> None:
    check = components.MigrationsCheck()
    opened = []
    real = components.open_connection
    monkeypatch.setattr(
        components, "open_connection", lambda: opened.append(1) or real()
    )

    with django_db_blocker.unblock():
        assert [check() for _ in range(3)] == ["ok"] * 3

    assert len(opened) == 1
