"""Whether what the store leans on works: looked at side by side, each within a deadline."""

from __future__ import annotations

import copy
import logging
import secrets
from collections.abc import Callable
from threading import Lock, Thread
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

logger = logging.getLogger(__name__)

DEADLINE = 0.8  # seconds for all of them together: many probes give up after one
DRIVER_TIMEOUT = 1  # seconds; a driver that gives up ends the thread that waits for it
REMEMBERED = 1.0  # seconds: whoever asks more often gets the last answer
WORKING = {"ok", "off"}


class ComponentError(Exception):
    """A component answered, and the answer was wrong."""


def open_connection() -> BaseDatabaseWrapper:
    """A connection of its own: the request's may be in a transaction, or hang."""
    config = copy.deepcopy(connections[DEFAULT_DB_ALIAS].settings_dict)
    names = ["timeout"]
    if config["ENGINE"].endswith("mysql"):
        names = ["connect_timeout", "read_timeout", "write_timeout"]
    config["OPTIONS"] = {**config["OPTIONS"], **dict.fromkeys(names, DRIVER_TIMEOUT)}
    backend = type(connections[DEFAULT_DB_ALIAS])
    return backend(config, DEFAULT_DB_ALIAS)


def check_database() -> str:
    connection = open_connection()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    finally:
        connection.close()
    return "ok"


class MigrationsCheck:
    """Reads every migration file, so it is not asked again once all were applied."""

    all_applied = False

    def __call__(self) -> str:
        if not self.all_applied:
            connection = open_connection()
            try:
                executor = MigrationExecutor(connection)
                if executor.migration_plan(executor.loader.graph.leaf_nodes()):
                    raise ComponentError("migrations are missing")
            finally:
                connection.close()
            self.all_applied = True
        return "ok"


def check_cache() -> str:
    """Writes and reads: django-redis may swallow the errors of a Redis that is gone."""
    name, value = f"health:{secrets.token_hex(8)}", secrets.token_hex(8)
    cache = caches["default"]
    cache.set(name, value, timeout=10)
    if cache.get(name) != value:
        raise ComponentError("what was written is not there")
    cache.delete(name)
    return "ok"


def broker_connection() -> Any:
    """A kombu connection to the broker with short timeouts, or None when there is none."""
    if settings.CELERY_TASK_ALWAYS_EAGER:
        return None
    from kombu import Connection

    options = {
        **settings.CELERY_BROKER_TRANSPORT_OPTIONS,
        "socket_connect_timeout": DRIVER_TIMEOUT,
        "socket_timeout": DRIVER_TIMEOUT,
    }
    return Connection(
        settings.CELERY_BROKER_URL,
        connect_timeout=DRIVER_TIMEOUT,
        transport_options=options,
    )


def check_broker() -> str:
    connection = broker_connection()
    if connection is None:
        return "off"
    with connection:
        connection.connect()
    return "ok"


class Component:
    def __init__(self, name: str, check: Callable[[], str]) -> None:
        self.name, self.check = name, check
        self.state, self.reason = "ok", ""
        self.worked, self.hangs = True, False
        self.thread: Thread | None = None

    def begin(self) -> None:
        """Start looking, unless the last look still hangs; that one had its time."""
        self.hangs = self.thread is not None and self.thread.is_alive()
        if not self.hangs:
            self.thread = Thread(target=self.look, name=self.name, daemon=True)
            self.thread.start()

    def look(self) -> None:
        try:
            self.state, self.reason = self.check(), ""
        except Exception as error:  # noqa: BLE001 - whatever a driver raises is a failure
            self.state, self.reason = "failed", f"{type(error).__name__}: {error}"

    def finish(self, *, by: float) -> str:
        """The state; a change is logged, with the reason that no answer gives away."""
        if self.thread is not None:
            self.thread.join(0 if self.hangs else max(0.0, by - monotonic()))
            if self.thread.is_alive():
                self.state, self.reason = "timeout", f"nothing within {DEADLINE} s"
        works = self.state in WORKING
        if works and not self.worked:
            logger.info("The %s works again", self.name)
        if self.worked and not works:
            logger.warning("The %s does not work: %s", self.name, self.reason)
        self.worked = works
        return self.state


class Watch:
    """The states of some components, not looked up more than once a second."""

    def __init__(self, checks: dict[str, Callable[[], str]]) -> None:
        self.components = [Component(name, check) for name, check in checks.items()]
        self.lock = Lock()
        self.found: dict[str, str] = {}
        self.found_at = -REMEMBERED

    def states(self) -> dict[str, str]:
        """`{"database": "ok", …}`: ok, failed, timeout, or off for what is not set up."""
        with self.lock:
            if monotonic() - self.found_at >= REMEMBERED:
                for component in self.components:
                    component.begin()
                deadline = monotonic() + DEADLINE
                self.found = {
                    component.name: component.finish(by=deadline)
                    for component in self.components
                }
                self.found_at = monotonic()
            return dict(self.found)
