"""The one place that reads the environment.

A `.env` file beside `manage.py` is read too; real variables win over it.
"""

from __future__ import annotations

from os import getpid
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import environ

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

SQLITE_OPTIONS = {
    # A write transaction takes the lock at its start: two writers queue up, neither
    # reads a row that the other is about to change.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}
MYSQL_OPTIONS = {
    "charset": "utf8mb4",
    "isolation_level": "read committed",
    "init_command": (
        "SET sql_mode='STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,"
        "NO_ENGINE_SUBSTITUTION', NAMES utf8mb4 COLLATE utf8mb4_unicode_ci"
    ),
}


def database(*, default: str | None = None) -> dict[str, Any]:
    """Django's database settings from DATABASE_URL, with the options each engine needs.

    Raises ImproperlyConfigured when the variable is missing and there is no default.
    """
    config = dict(
        env.db("DATABASE_URL") if default is None else env.db("DATABASE_URL", default)
    )
    options = SQLITE_OPTIONS if config["ENGINE"].endswith("sqlite3") else MYSQL_OPTIONS
    config["OPTIONS"] = {**options, **config.get("OPTIONS", {})}
    config["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", 60)
    if config["ENGINE"].endswith("mysql"):
        # A server may have dropped the connection; a file does not.
        config["CONN_HEALTH_CHECKS"] = True
        config["TEST"] = {"CHARSET": "utf8mb4", "COLLATION": "utf8mb4_unicode_ci"}
    else:
        # A file, not memory: tests with several connections need a real database.
        config["TEST"] = {"NAME": str(Path(gettempdir()) / f"storefront-{getpid()}.db")}
    return config
