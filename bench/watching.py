"""What watching costs: the product list with and without it, in one interleaved run.

    python bench/watching.py [--rounds 300]

In-process over the WSGI handler, SQLite, production settings, console and log file in a
temporary folder. Every round asks each variant some times, in a new order; a figure is the
median over the rounds of the time over that of `off` in the same round.
"""

from __future__ import annotations

import argparse
import json
import logging.config
import os
import random
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time_ns
from typing import Any

HERE = Path(__file__).resolve().parent
ASKS = 10
ACCESS = "storefront.watching.access.AccessLog"
METRICS = "storefront.watching.metrics.RequestMetrics"
DJANGO_PROMETHEUS = [
    f"django_prometheus.middleware.Prometheus{name}Middleware"
    for name in ("Before", "After")
]


def prepare(folder: Path) -> None:
    os.environ.update(
        DJANGO_SETTINGS_MODULE="storefront.settings.prod",
        DATABASE_URL=f"sqlite:///{folder}/db.sqlite3",
        MEDIA_ROOT=str(folder / "media"),
        SECRET_KEY="bench-only-not-a-secret-but-long-enough-for-hs256",
        ALLOWED_HOSTS="testserver",
        SECURE_SSL_REDIRECT="false",
        DJANGO_LOG_FILE=str(folder / "log"),
        METRICS_ADDRESS="127.0.0.1:1",
        PROMETHEUS_MULTIPROC_DIR=str(folder / "metrics"),
        PYTHONPATH=str(HERE.parent),
        PYTHONWARNINGS="ignore",
    )
    (folder / "metrics").mkdir()
    subprocess.run(
        [sys.executable, str(HERE / "prepare.py"), "1"],
        stdout=subprocess.DEVNULL,
        check=True,
    )
    sys.path.insert(0, str(HERE.parent))


def handler(middleware: list[str]) -> Callable[..., Any]:
    """The store's WSGI handler with these in front of the middleware it always has."""
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler
    from django.test import override_settings

    ours = {ACCESS, METRICS}
    usual = [one for one in settings.MIDDLEWARE if one not in ours]
    if middleware == DJANGO_PROMETHEUS:
        listed = [middleware[0], *usual, middleware[1]]
    else:
        listed = [*middleware, *usual]
    with override_settings(MIDDLEWARE=listed):
        return WSGIHandler()


def time_of(handle: Callable[..., Any]) -> int:
    """Nanoseconds of processor time of some product lists, console output included."""
    start = process_time_ns()
    for _ in range(ASKS):
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": "/store/products/",
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
        }
        status = []
        response = handle(environ, lambda line, headers: status.append(line))  # noqa: B023
        b"".join(response)
        response.close()
        assert status == ["200 OK"], status
    return process_time_ns() - start


def handlers(config: dict[str, Any], console: Any, form: str) -> list[Any]:
    """The root logger's handlers as production has them, with this format."""
    from storefront.settings.logs import FORMATTERS

    config["handlers"]["console"]["stream"] = console
    config["formatters"] = {"verbose": FORMATTERS[form]}
    logging.config.dictConfig(config)
    return list(logging.getLogger().handlers)


def run(rounds: int, folder: Path) -> dict[str, list[int]]:
    import django

    django.setup()
    from django.conf import settings

    console = (folder / "console").open("w", buffering=1)  # as stderr is
    text = handlers(settings.LOGGING, console, "text")
    as_json = handlers(settings.LOGGING, console, "json")
    variants = {
        "off": (handler([]), text),
        "off again": (handler([]), text),  # what the measurement itself is worth
        "logs as text": (handler([ACCESS]), text),
        "logs as text, console only": (handler([ACCESS]), text[:1]),
        "logs as JSON": (handler([ACCESS]), as_json),
        "logs as JSON, console only": (handler([ACCESS]), as_json[:1]),
        "metrics": (handler([METRICS]), text),
        "django-prometheus": (handler(DJANGO_PROMETHEUS), text),
    }
    figures: dict[str, list[int]] = {name: [] for name in variants}
    for number in range(rounds + 10):
        for name in random.sample(list(variants), len(variants)):
            handle, logging.getLogger().handlers[:] = variants[name]
            time_of(handle)
            taken = time_of(handle)
            if number >= 10:
                figures[name].append(taken)
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=300)
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder:
        prepare(Path(folder))
        figures = run(arguments.rounds, Path(folder))
    off = figures["off"]
    for name, values in figures.items():
        ratios = [one / bare for one, bare in zip(values, off, strict=True)]
        print(
            json.dumps(
                {
                    "variant": name,
                    "us_per_request": round(median(values) / ASKS / 1000),
                    "cost_percent": round((median(ratios) - 1) * 100, 1),
                }
            )
        )


if __name__ == "__main__":
    main()
