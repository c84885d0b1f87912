"""Server time of the rankings, on a catalogue of 100,000 products that all sell.

    python bench/rankings.py [--products 100000] [--asks 50]
    DATABASE_URL=mysql://root@127.0.0.1:3306/bench python bench/rankings.py

Without DATABASE_URL in a SQLite file of its own. Migrates an empty database, seeds it (every
product is rated and was sold within ninety days), times how long ranking takes, and asks for
each list over the WSGI handler, in one process with production settings.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import long_past
from dashboards import measure, prepare

BATCH = 2000
GENRES = 30
LISTS = ("new/", "best-sellers/", "best-sellers/?days=90", "top-rated/", "trending/")
FILTERS = ("collection_id={shelf}", "vendor_id={vendor}", "genre={genre}")
DEEP = "page_size=10&page=100"
dice = random.Random(20261121)


def insert(model: Any, rows: Iterator[Any]) -> None:
    model.objects.bulk_create(rows, batch_size=BATCH)


def seed(products: int) -> None:
    long_past.PRODUCTS = products
    long_past.make_catalogue()
    keys = make_books()
    make_activity(keys)


def make_books() -> list[int]:
    from store.models import Book, Genre, Product

    keys = list(Product.objects.order_by("pk").values_list("pk", flat=True))
    insert(Genre, (Genre(name=f"Genre {n}", slug=f"genre-{n}") for n in range(GENRES)))
    genres = list(Genre.objects.values_list("pk", flat=True))
    insert(Book, (Book(product_id=pk) for pk in keys[::3]))
    through = Book.genres.through
    insert(
        through,
        (through(book_id=pk, genre_id=dice.choice(genres)) for pk in keys[::3]),
    )
    return keys


def make_activity(keys: list[int]) -> None:
    """A rating, three days with a sale and two with a reader for each product."""
    from django.utils import timezone

    from store.models import ProductPeriod, ProductRating, ProductViewDay

    today = timezone.localdate()

    def days(most: int, count: int) -> list[Any]:
        return [today - timedelta(days=n) for n in dice.sample(range(most), count)]

    insert(
        ProductRating,
        (
            ProductRating(
                product_id=pk,
                count=dice.randint(1, 200),
                average=Decimal(dice.randint(200, 500)) / 100,
            )
            for pk in keys
        ),
    )
    insert(
        ProductPeriod,
        (
            ProductPeriod(
                product_id=pk,
                period=day.isoformat(),
                orders=(orders := dice.randint(1, 9)),
                units=orders * 2,
            )
            for pk in keys
            for day in days(90, 3)
        ),
    )
    insert(
        ProductViewDay,
        (
            ProductViewDay(product_id=pk, day=day, readers=dice.randint(1, 50))
            for pk in keys
            for day in days(30, 2)
        ),
    )


def say(**figures: Any) -> None:
    print(json.dumps(figures), flush=True)


def timed(name: str, function: Callable[[], Any]) -> None:
    from django.db import connection

    start = perf_counter()
    done = function()
    seconds = round(perf_counter() - start, 1)
    say(step=name, engine=connection.vendor, done=done, seconds=seconds)


def addresses() -> Iterator[str]:
    from store.models import Collection, Genre, Vendor

    keys = {
        "shelf": Collection.objects.order_by("pk")[7].pk,
        "vendor": Vendor.objects.order_by("pk")[7].pk,
        "genre": Genre.objects.order_by("pk")[7].pk,
    }
    yield "/store/products/"
    for name in LISTS:
        for more in ("", *FILTERS, DEEP):
            joined = "&" if "?" in name else "?" if more else ""
            ending = joined + more.format(**keys) if more else ""
            yield f"/store/products/{name}{ending}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--products", type=int, default=100_000)
    parser.add_argument("--asks", type=int, default=50)
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder:
        prepare(Path(folder))
        from django.db import connection

        from store.rankings import services

        seed(arguments.products)
        timed("rank everything", services.rank_all)
        timed("rank everything again", services.rank_all)
        timed("refresh", services.refresh)
        timed("popular_ids(20)", lambda: len(services.popular_ids(20)))
        reader = long_past.make_staff()
        for url in addresses():
            figures = measure(reader, url, arguments.asks)
            say(list=url, engine=connection.vendor, **figures)


if __name__ == "__main__":
    main()
