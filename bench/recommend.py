"""How often recommendations hit what people bought next, and how long they take.

    python bench/recommend.py [--seeds 1 2 3] [--customers 600] [--products 1000]
    python bench/recommend.py --time [--products 100000] [--customers 5000] [--asks 100]
    DATABASE_URL=mysql://root@127.0.0.1:3306/bench python bench/recommend.py …

Leave-last-out: the last order of each customer is not written to the database, nor anything
that follows from it; pairs, lists and tastes are made of the others. A hit is a person of
whose last order at least one product is among the ten shown. Prints one line of JSON for
each seed: shares of people, of all and by how many products they had bought before. The
data is synthetic (`bench/tastes.py`).
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from types import SimpleNamespace
from typing import Any

from dashboards import measure, prepare

SHOWN = 10
SEGMENTS = ((0, 0), (1, 2), (3, 5), (6, 10), (11, 99))


def catch_up() -> dict[str, float]:
    """What the background does; seconds of each."""
    from store.recommendations.counting import count_all_stale, mark_forgotten
    from store.recommendations.tops import rank_popular
    from store.sales import counting

    def sales() -> None:
        from datetime import datetime
        from zoneinfo import ZoneInfo

        counting.mark_forgotten(since=datetime(2000, 1, 1, tzinfo=ZoneInfo("UTC")))
        counting.count_all_stale()

    def pairs() -> None:
        mark_forgotten()
        count_all_stale()

    taken = {}
    for step in (sales, pairs, rank_popular):
        start = perf_counter()
        step()
        taken[step.__name__] = round(perf_counter() - start, 1)
    return taken


Way = Callable[[Any, set[int]], list[int]]


def ways(tastes: Any) -> dict[str, Way]:
    """What each way of recommending shows to a person who bought these products."""
    from store.models import Product
    from store.recommendations.services import find_related, recommend_for
    from store.recommendations.tops import popular_ids

    best = popular_ids(limit=200)
    keys = list(tastes.kind_of)

    def for_you(person: Any, before: set[int]) -> list[int]:
        user = SimpleNamespace(pk=person.customer.user_id)
        return [pick.product for pick in recommend_for(user=user, limit=SHOWN)]

    def best_sellers(person: Any, before: set[int]) -> list[int]:
        return [pk for pk in best if pk not in before][:SHOWN]

    def anything(person: Any, before: set[int]) -> list[int]:
        return tastes.dice.sample(keys, SHOWN)

    def related(person: Any, before: set[int]) -> list[int]:
        """To one product of the last order that is known."""
        if not before:
            return []
        last = Product.objects.select_related("collection").get(
            pk=min(person.orders[-2])
        )
        user = SimpleNamespace(pk=person.customer.user_id)
        return [
            pick.product for pick in find_related(product=last, user=user, limit=SHOWN)
        ]

    return {
        "for you": for_you,
        "related": related,
        "best sellers": best_sellers,
        "at random": anything,
    }


def evaluate(tastes: Any) -> dict[str, Any]:
    hits: dict[str, list[bool]] = defaultdict(list)
    fresh: dict[str, list[bool]] = defaultdict(list)
    segments: dict[str, list[bool]] = defaultdict(list)
    shown = ways(tastes)
    for person in tastes.people:
        held_out = person.orders[-1]
        before = {pk for order in person.orders[:-1] for pk in order}
        for name, way in shown.items():
            if name == "related" and not before:
                continue
            hit = not held_out.isdisjoint(way(person, before))
            hits[name].append(hit)
            if not held_out <= before:
                fresh[name].append(hit)
            for low, high in SEGMENTS:
                if low <= len(before) <= high:
                    segments[f"{name}, {low} to {high} before"].append(hit)
    return {
        "hits": {name: round(mean(found), 3) for name, found in hits.items()},
        "people with something new in it": {
            name: round(mean(found), 3) for name, found in fresh.items()
        },
        "segments": {
            name: (round(mean(found), 3), len(found))
            for name, found in sorted(segments.items())
            if not name.startswith("at random")
        },
    }


def judge(seed: int, products: int, customers: int) -> None:
    from django.db import connection, transaction
    from tastes import Tastes

    with transaction.atomic():
        tastes = Tastes(seed=seed, products=products, customers=customers)
        tastes.write(without_last=True)
        seconds = catch_up()
        figures = evaluate(tastes)
        transaction.set_rollback(True)
    print(
        json.dumps(
            {"seed": seed, "engine": connection.vendor, **figures, "seconds": seconds}
        )
    )


def take_time(products: int, customers: int, asks: int) -> None:
    from django.db import connection
    from tastes import Tastes

    tastes = Tastes(seed=1, products=products, customers=customers)
    tastes.write(without_last=False)
    print(json.dumps({"engine": connection.vendor, "seconds": catch_up()}))
    busy = max(tastes.people, key=lambda person: len(person.orders)).customer.user
    usual = tastes.people[0].customer.user
    popular = tastes.everything[0]
    for name, user, url in (
        ("for you", usual, "/store/products/for-you/"),
        ("for you, most orders", busy, "/store/products/for-you/"),
        ("related to a best seller", usual, f"/store/products/{popular}/related/"),
        ("a customer's dashboard", usual, "/store/customers/me/dashboard/"),
    ):
        figures = measure(user, url, asks)
        start = process_time()
        measure(user, url, asks)
        # Each measuring asks twice more; on SQLite the database's work is in it.
        processor = (process_time() - start) * 1000 / (asks + 2)
        figures["processor_ms"] = round(processor, 1)
        print(json.dumps({"asked": name, **figures}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--products", type=int)
    parser.add_argument("--customers", type=int)
    parser.add_argument("--time", action="store_true")
    parser.add_argument("--asks", type=int, default=100)
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        prepare(Path(folder))
        if asked.time:
            take_time(asked.products or 100_000, asked.customers or 5000, asked.asks)
            return
        for seed in asked.seeds:
            judge(seed, asked.products or 1000, asked.customers or 600)


if __name__ == "__main__":
    main()
