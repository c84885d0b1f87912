"""What an import and an export of 10,000 products cost, and what a checkout feels of it.

    python bench/imports.py [--rows 10000]

Each line is a process of its own, so that its memory is its own: what it took beyond a
Django that has started. `writing` is the transaction that writes, the only time at which
products are locked; `checkout` are orders that another thread places meanwhile for the same
products, in milliseconds. `DATABASE_URL` names an empty database (default: a temporary SQLite file).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import median
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
ORDERS = 3000
FILE = Path(os.environ.get("MEDIA_ROOT", ".")) / "bench-file"


def megabytes() -> float:
    return getrusage(RUSAGE_SELF).ru_maxrss / 1024


def prepare(rows: int) -> None:
    from django.contrib.auth import get_user_model
    from django.core.management import call_command

    from store.models import Cart, CartItem, Collection, Product, Vendor

    call_command("migrate", verbosity=0)
    get_user_model().objects.create_user("alice", "alice@example.com")
    shop = Vendor.objects.create(shop_name="Bench", slug="bench", status="approved")
    shelf = Collection.objects.create(title="Fruit")
    Product.objects.bulk_create(
        (
            Product(
                vendor=shop,
                collection=shelf,
                title=f"Product {number}",
                slug=f"product-{number}",
                description="Ripe, hand-picked and sold by the kilo. " * 5,
                unit_price=10,
                inventory=1_000_000,
            )
            for number in range(rows)
        ),
        batch_size=1000,
    )
    products = list(Product.objects.order_by("pk").values_list("pk", flat=True))
    carts = Cart.objects.bulk_create([Cart() for _ in range(ORDERS)])
    CartItem.objects.bulk_create(
        CartItem(cart=cart, product_id=products[at * 7 % len(products)], quantity=1)
        for at, cart in enumerate(carts)
    )


def exported(file_format: str) -> bytes:
    from store.models import Vendor
    from store.sheets.downloads import download

    answer = download(vendor=Vendor.objects.get(), file_format=file_format)
    size = 0
    for part in answer:
        size += len(part)
    return size.to_bytes(8)


def content_of(what: str, rows: int) -> bytes:
    """A price for every product, or as many new products, as CSV or XLSX."""
    from store.models import Vendor
    from tests.sheets import csv_of, xlsx_of

    words = "Ripe, hand-picked and sold by the kilo. " * 5
    if what.startswith("price"):
        price = 10 + int(time.time()) % 1000
        keys = Vendor.objects.get().products.values_list("pk", flat=True)
        lines = [["id", "unit_price"], *([pk, f"{price}.50"] for pk in keys)]
    else:
        lines = [["title", "description", "unit_price", "inventory", "collection"]]
        lines += [[f"New {at}", words, 12.5, 30, "Fruit"] for at in range(rows)]
    return xlsx_of(*lines) if what.endswith("xlsx") else csv_of(*lines)


def bring_in(content: bytes, *, dry_run: bool) -> None:
    from django.contrib.auth import get_user_model

    from store.models import Vendor
    from store.sheets.run import run_import
    from store.sheets.services import start_import

    job = start_import(
        vendor=Vendor.objects.get(),
        by=get_user_model().objects.get(),
        content=content,
        file_name="bench",
        dry_run=dry_run,
    )
    run_import(pk=job.pk)
    job.refresh_from_db()
    assert (job.status, job.problems_count) == ("done", 0), job.problems[:3]


@contextmanager
def orders_meanwhile() -> Iterator[list[float]]:
    """Milliseconds of each checkout that another thread makes."""
    from django.contrib.auth import get_user_model
    from django.db import connection

    from store.models import Cart
    from store.orders.checkout import place_order

    took: list[float] = []
    stop = Event()

    def buy() -> None:
        customer = get_user_model().objects.get().customer
        for pk in Cart.objects.values_list("pk", flat=True)[:ORDERS]:
            if stop.is_set():
                break
            began = time.perf_counter()
            place_order(cart_id=pk, customer=customer)
            took.append((time.perf_counter() - began) * 1000)
            time.sleep(0.01)
        connection.close()

    thread = Thread(target=buy)
    thread.start()
    time.sleep(0.5)
    try:
        yield took
    finally:
        stop.set()
        thread.join()


def measure(what: str, work: Callable[[], Any], *, buys: bool = False) -> None:
    from django.db import connection

    from store.sheets import run

    before, queries, writing = megabytes(), 0, 0.0
    finish = run.finish

    def count(execute: Any, *args: Any) -> Any:
        nonlocal queries
        queries += 1
        return execute(*args)

    def timed(**kwargs: Any) -> None:
        nonlocal writing
        began = time.perf_counter()
        finish(**kwargs)
        writing = time.perf_counter() - began

    run.finish = timed
    with connection.execute_wrapper(count):
        if buys:
            with orders_meanwhile() as took:
                began = time.perf_counter()
                work()
                seconds = time.perf_counter() - began
            felt = f"checkout: {median(took):.0f} ms, longest {max(took):.0f} ms"
        else:
            began = time.perf_counter()
            work()
            seconds = time.perf_counter() - began
            felt = ""
    print(
        f"{what:28} {seconds:6.1f} s  writing {writing:4.1f} s  {queries:4} queries"
        f"  {megabytes() - before:5.0f} MB  {felt}",
        flush=True,
    )


def child(what: str, rows: int) -> None:
    import django

    django.setup()
    from django.conf import settings

    settings.CELERY_TASK_ALWAYS_EAGER = False
    # The bench runs the import itself: nothing is handed to a worker.
    from store.signals import task_waits

    task_waits.receivers = []
    if what == "prepare":
        prepare(rows)
    elif what.startswith("export"):
        measure(what, lambda: exported(what.split()[-1]))
    elif what.startswith("file of "):
        name = what.removeprefix("file of ")
        FILE.write_bytes(content_of(name, rows))
    else:
        content = FILE.read_bytes()
        dry_run = "dry run" in what
        measure(what, lambda: bring_in(content, dry_run=dry_run), buys="bought" in what)


WORK = (
    "prepare",
    "prices, dry run, csv",
    "prices, csv",
    "prices, bought meanwhile, csv",
    "prices, xlsx",
    "new products, dry run, csv",
    "export csv",
    "export xlsx",
    "new products, csv",
    "new products, xlsx",
)


def run(command: list[str], environment: dict[str, str]) -> None:
    subprocess.run(command, env=environment, check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--child")
    arguments = parser.parse_args()
    if arguments.child:
        child(arguments.child, arguments.rows)
        return
    from throughput import production

    with TemporaryDirectory() as folder:
        environment = production(Path(folder))
        Path(environment["MEDIA_ROOT"]).mkdir()
        for what in WORK:
            command = [sys.executable, __file__, "--rows", str(arguments.rows)]
            if "," in what:  # made elsewhere: its making is not to be measured
                run([*command, "--child", f"file of {what}"], environment)
            run([*command, "--child", what], environment)


if __name__ == "__main__":
    main()
