"""What recording a view costs the read: one product, by somebody signed in, on and off.

    python bench/tracking.py [--rounds 300]

In-process over the WSGI handler, SQLite, production settings; every round asks each variant
for the same products, in a new order. `request` is the processor time of the thread that
answers, `process` that of the whole process, the thread that writes included.
"""

from __future__ import annotations

import argparse
import json
import os
import random
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time_ns, thread_time_ns
from typing import Any

from watching import prepare

PRODUCTS = 20


def ask(handle: Callable[..., Any], token: str, product: int) -> None:
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": f"/store/products/{product}/",
        "HTTP_AUTHORIZATION": f"JWT {token}",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
    }
    status = []
    response = handle(environ, lambda line, headers: status.append(line))
    b"".join(response)
    response.close()
    assert status == ["200 OK"], status


def run(rounds: int) -> dict[str, list[tuple[int, int]]]:
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.core.handlers.wsgi import WSGIHandler
    from rest_framework_simplejwt.tokens import AccessToken

    from store.models import Product
    from store.signals import product_viewed

    alice = get_user_model().objects.get(username="alice")
    token = str(AccessToken.for_user(alice))
    public = Product.objects.public().order_by("pk")
    products = list(public.values_list("pk", flat=True)[:PRODUCTS])
    handle, on = WSGIHandler(), product_viewed.receivers
    variants = {"off": [], "off again": [], "on": on}
    figures: dict[str, list[tuple[int, int]]] = {name: [] for name in variants}
    for number in range(rounds + 10):
        for name in random.sample(list(variants), len(variants)):
            product_viewed.receivers = variants[name]
            start = thread_time_ns(), process_time_ns()
            for product in products:
                ask(handle, token, product)
            taken = thread_time_ns() - start[0], process_time_ns() - start[1]
            if number >= 10:
                figures[name].append(taken)
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=300)
    arguments = parser.parse_args()
    os.environ["DJANGO_LOG_LEVEL"] = "ERROR"
    with TemporaryDirectory() as folder:
        prepare(Path(folder))
        figures = run(arguments.rounds)
    for name, values in figures.items():
        row: dict[str, Any] = {"variant": name}
        for index, what in enumerate(("request", "process")):
            pairs = zip(values, figures["off"], strict=True)
            ratios = [one[index] / bare[index] for one, bare in pairs]
            times = [one[index] / PRODUCTS / 1000 for one in values]
            row[f"{what}_us"] = round(median(times))
            row[f"{what}_percent"] = round((median(ratios) - 1) * 100, 1)
        print(json.dumps(row))


if __name__ == "__main__":
    main()
