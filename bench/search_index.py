"""What the index of words costs to write, and what it saves to read.

    python bench/search_index.py [--products 100000]

`DATABASE_URL` names an empty database (default: a temporary SQLite file). Best of three, in
milliseconds: the count and the first page by title of `?search=`, by LIKE alone and by the
index, for words that are in more and fewer products; then corrections and completions.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from search_words import texts, words

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
WRITTEN_AT_ONCE = 2000


def milliseconds(what: Callable[[], Any], rounds: int = 3) -> float:
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        what()
        times.append(time.perf_counter() - start)
    return min(times) * 1000


def fill(products: int) -> None:
    from django.db import connection

    from store.catalog.services import words_forgotten
    from store.models import Collection, Product
    from store.search import documents
    from store.search.vocabulary import count_terms
    from store.signals import task_waits

    task_waits.receivers = []  # what a worker would do is not measured
    shelf = Collection.objects.create(title="Bench")
    rows = texts(products)
    written = 0.0
    write = documents.write_documents

    def timed(given: Any) -> int:
        nonlocal written
        start = time.perf_counter()
        count = write(given)
        written += time.perf_counter() - start
        return count

    from store.catalog import indexing

    indexing.write_documents = timed
    start = time.perf_counter()
    while part := list(islice(rows, WRITTEN_AT_ONCE)):
        Product.objects.bulk_create(
            Product(
                title=title,
                description=body,
                slug="bench",
                unit_price=10,
                inventory=5,
                collection=shelf,
            )
            for title, _, body in part
        )
    whole = time.perf_counter() - start
    indexing.write_documents = write
    print(f"{products} products: {whole:.1f} s, of which words {written:.1f} s")
    print(f"count_terms {milliseconds(count_terms, 1):.0f}")
    print(f"words_forgotten {milliseconds(words_forgotten, 1):.0f}")
    with connection.cursor() as cursor:
        analyze = "ANALYZE" if connection.vendor == "sqlite" else "ANALYZE TABLE {}"
        for table in ("store_product", "store_searchdocument", "store_searchterm"):
            cursor.execute(analyze.format(table))
            cursor.fetchall()


def searches() -> Iterator[str]:
    known = words()
    yield from (known[rank] for rank in (0, 4, 30, 1000, 15_000))
    yield f"{known[4]} {known[300]}"
    yield known[1000][2:6]
    yield "nothing-of-this"


def read() -> None:
    from rest_framework.request import Request
    from rest_framework.test import APIRequestFactory

    from store.catalog.filters import IndexedWordSearchFilter
    from store.catalog.views import ProductViewSet
    from store.models import Product
    from store.search.matching import parse
    from store.search.spelling import correct, suggest
    from store.shared.search import WordSearchFilter

    for search in searches():
        request = Request(APIRequestFactory().get("/", {"search": search}))
        figures = []
        for backend in (WordSearchFilter(), IndexedWordSearchFilter()):

            def rows(backend: WordSearchFilter = backend) -> Any:
                products: Any = Product.objects.public()
                return backend.filter_queryset(request, products, ProductViewSet)  # noqa: B023

            figures += [
                milliseconds(lambda: rows().count()),
                milliseconds(lambda: list(rows()[:10])),
            ]
        count = rows().count()
        timed = " ".join(f"{figure:8.1f}" for figure in figures)
        print(f"{search:24} {count:7} {timed}", flush=True)
    known = words()
    for text in (known[1000][:-1] + "q", "qqqqqqqq"):
        print(f"correct {milliseconds(lambda: correct(parse(text))):8.1f}")  # noqa: B023
    for text in (known[0][:1], known[0][:2], known[1000][:4]):
        print(f"suggest {text:8} {milliseconds(lambda: suggest(text)):8.1f}")  # noqa: B023


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--products", type=int, default=100_000)
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "storefront.settings.test")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        fill(given.products)
        print(
            f"{'search':24} {'found':>7} {'LIKE':>8} {'page':>8} {'index':>8} {'page':>8}"
        )
        read()


if __name__ == "__main__":
    main()
