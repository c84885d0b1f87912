"""What ETags cost: the product list with and without them, in one interleaved run.

    python -m bench.kept_answers [--rounds 300] [--page-size 10]

In-process over the WSGI handler, SQLite, production settings. Every round asks each variant
some times, in a new order; a figure is the median over the rounds of the time over that of
`off` in the same round.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time_ns
from typing import Any

from bench.watching import prepare

ASKS = 10
KEPT = "storefront.caching.KeptAnswers"


def handler(*, kept: bool) -> Callable[..., Any]:
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler
    from django.test import override_settings

    listed = [one for one in settings.MIDDLEWARE if kept or one != KEPT]
    with override_settings(MIDDLEWARE=listed):
        return WSGIHandler()


def ask(handle: Callable[..., Any], size: int, etag: str) -> tuple[str, str, int]:
    """Status, ETag and the length of the body."""
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/store/products/",
        "QUERY_STRING": f"page_size={size}",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
    }
    if etag:
        environ["HTTP_IF_NONE_MATCH"] = etag
    told: list[Any] = []
    response = handle(environ, lambda *line: told.append(line))
    body = b"".join(response)
    response.close()
    [(status, headers)] = told
    return status[:3], dict(headers).get("ETag", ""), len(body)


def time_of(handle: Callable[..., Any], size: int, etag: str) -> int:
    """Nanoseconds of processor time."""
    start = process_time_ns()
    for _ in range(ASKS):
        ask(handle, size, etag)
    return process_time_ns() - start


def run(size: int, rounds: int) -> dict[str, list[int]]:
    off, on = handler(kept=False), handler(kept=True)
    status, etag, length = ask(on, size, "")
    assert (status, ask(on, size, etag)) == ("200", ("304", etag, 0))
    print(json.dumps({"page_size": size, "bytes": length, "bytes_of_304": 0}))
    variants = {
        "off": (off, ""),
        "off again": (off, ""),  # what the measurement itself is worth
        "ETag, sent": (on, ""),
        "ETag, known": (on, etag),
    }
    figures: dict[str, list[int]] = {name: [] for name in variants}
    for number in range(rounds + 10):
        for name in random.sample(list(variants), len(variants)):
            handle, known = variants[name]
            time_of(handle, size, known)
            taken = time_of(handle, size, known)
            if number >= 10:
                figures[name].append(taken)
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--page-size", type=int, default=10)
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder:
        prepare(Path(folder))
        import django

        django.setup()
        figures = run(arguments.page_size, arguments.rounds)
    for name, values in figures.items():
        pairs = zip(values, figures["off"], strict=True)
        ratios = [one / bare for one, bare in pairs]
        line = {
            "variant": name,
            "us_per_request": round(median(values) / ASKS / 1000),
            "cost_percent": round((median(ratios) - 1) * 100, 1),
        }
        print(json.dumps(line))


if __name__ == "__main__":
    main()
