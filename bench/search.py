"""Server time of searches and suggestions over 100,000 products.

    python bench/search.py [--products 100000] [--asks 30] [--only KIND] [--plans]
    DATABASE_URL=mysql://root@127.0.0.1:3306/bench python bench/search.py

Without DATABASE_URL in a SQLite file of its own. Fills an empty database, or takes one that
was filled so before; asks over the WSGI handler, in one process with production settings,
another search each time, and prints by kind of search median, 95th percentile and maximum in
milliseconds, and the same of the process's own processor time, which other work on the machine
does not lengthen (nor a database server's, which is another process). `first` is what a process
pays once, for the search that reads the blocks. Nothing that was found is kept.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any, NamedTuple

from many_products import AUTHORS, COLLECTIONS, VOCABULARY, dice, fill

ROOT = Path(__file__).resolve().parent.parent


def prepare(folder: Path) -> None:
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/db.sqlite3")
    os.environ.update(
        DJANGO_SETTINGS_MODULE="storefront.settings.prod",
        MEDIA_ROOT=str(folder / "media"),
        SECRET_KEY="bench-only-not-a-secret-but-long-enough-for-hs256",
        ALLOWED_HOSTS="testserver",
        SECURE_SSL_REDIRECT="false",
        DJANGO_LOG_FILE="/dev/null",
        DJANGO_LOG_LEVEL="ERROR",
        PYTHONWARNINGS="ignore",
    )
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def from_words(first: int, last: int) -> Callable[[], str]:
    """One of the words from the `first`-th to the `last`-th commonest."""
    return lambda: VOCABULARY[dice.randrange(first, last)]


common, middle, rare = from_words(0, 30), from_words(200, 1000), from_words(3000, 20000)


def typo() -> str:
    word = VOCABULARY[dice.randrange(50, 2000)]
    at = dice.randrange(1, len(word))
    return word[:at] + "x" + word[at + 1 :]


def kinds() -> dict[str, Callable[[], str]]:
    """What comes after `/store/search/`."""
    shelf = lambda: dice.randint(1, COLLECTIONS)  # noqa: E731
    return {
        "commonest word": lambda: f"?q={VOCABULARY[dice.randrange(3)]}",
        "common word": lambda: f"?q={common()}",
        "middling word": lambda: f"?q={middle()}",
        "rare word": lambda: f"?q={rare()}",
        "two words": lambda: f"?q={common()}+{middle()}",
        "two common words": lambda: f"?q={common()}+{common()}",
        "four words": lambda: f"?q={common()}+{common()}+{middle()}+{common()}",
        "beginning of 2 letters": lambda: f"?q={middle()[:2]}",
        "beginning of 3 letters": lambda: f"?q={middle()[:3]}",
        "typo": lambda: f"?q={typo()}",
        "nothing like it": lambda: "?q=xq" + "".join(dice.choices("qxwkz", k=7)),
        "author": lambda: f"?q={dice.randrange(AUTHORS)}",
        "no words": lambda: f"?page={dice.randint(1, 50)}",
        "no words, one collection": lambda: f"?collection_id={shelf()}",
        "common word and filters": lambda: (
            f"?q={common()}&collection_id={shelf()}&collection_id={shelf()}"
            "&unit_price__gte=100&unit_price__lt=5000&format=epub&in_stock=true"
        ),
        "common word, rated": lambda: f"?q={common()}&rating__gte=4&ordering=rating",
        "common word by price": lambda: f"?q={common()}&ordering=unit_price",
        "common word, page 500": lambda: f"?q={VOCABULARY[dice.randrange(5)]}&page=500",
        "common word, 100 rows": lambda: f"?q={common()}&page_size=100",
        "suggestions, 1 letter": lambda: f"suggestions/?q={middle()[:1]}",
        "suggestions, 2 letters": lambda: f"suggestions/?q={middle()[:2]}",
        "suggestions, 3 letters": lambda: f"suggestions/?q={middle()[:3]}",
        "suggestions, 5 letters": lambda: f"suggestions/?q={middle()[:5]}",
        "suggestions, second word": lambda: f"suggestions/?q={common()}+{middle()[:2]}",
        "suggestions, typo": lambda: f"suggestions/?q={typo()}",
    }


class Taken(NamedTuple):
    """Milliseconds."""

    wall: float
    processor: float


def ask(client: Any, url: str) -> Taken:
    start, busy = perf_counter(), process_time()
    response = client.get(url)
    taken = perf_counter() - start, process_time() - busy
    assert response.status_code in {200, 404}, (url, response.content)
    return Taken(*(seconds * 1000 for seconds in taken))


def measured(client: Any, asks: int, only: str) -> Iterator[tuple[str, list[Taken]]]:
    for name, make in kinds().items():
        if only not in name:
            continue
        urls = [f"/store/search/{make()}" for _ in range(asks)]
        yield name, [ask(client, url) for url in urls]
        if "suggestions" not in name:
            bare = [f"{url}&facets=" for url in urls]
            yield f"{name}, no facets", [ask(client, url) for url in bare]


def figures(times: Iterable[float]) -> str:
    ordered = sorted(times)
    p95 = quantiles(ordered, n=20, method="inclusive")[-1]
    return f"{median(ordered):8.1f} {p95:8.1f} {ordered[-1]:8.1f}"


def show_plans(client: Any) -> None:
    """Every statement of one search and one suggestion, as the database runs it."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    prefix = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    for url in (f"?q={common()}&collection_id=1", f"suggestions/?q={middle()[:3]}"):
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/store/search/{url}")
        print(f"\n{url}: {len(captured)} queries")
        for query in captured.captured_queries:
            print(f"\n{float(query['time']) * 1000:.1f} ms  {query['sql'][:300]}")
            with connection.cursor() as cursor:
                cursor.execute(prefix + query["sql"].replace("%", "%%"), None)
                for row in cursor.fetchall():
                    print("   ", *row)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--products", type=int, default=100_000)
    parser.add_argument("--asks", type=int, default=30)
    parser.add_argument("--only", default="", help="kinds with this in their name")
    parser.add_argument("--plans", action="store_true", help="show EXPLAIN of all")
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder:
        prepare(Path(folder))
        from rest_framework.test import APIClient

        from store.models import Product

        if not Product.objects.exists():
            fill(arguments.products)
        client = APIClient()
        first = ask(client, "/store/search/?q=x")
        print(f"{'first':40} {first.wall:8.1f} {'':17} {first.processor:8.1f}")
        if arguments.plans:
            show_plans(client)
            return
        for name, taken in measured(client, arguments.asks, arguments.only):
            print(f"{name:40} {figures(t.wall for t in taken)}", end="")
            print(figures(t.processor for t in taken), flush=True)


if __name__ == "__main__":
    main()
