"""Many buyers at once on few hot products: nothing but orders and "sold out".

    REDIS_URL=redis://127.0.0.1:6379/7 DATABASE_URL=mysql://root@127.0.0.1:3306/rush \\
        python bench/rush.py [--buyers 50] [--products 20] [--orders 20] [--stock 300]

`DATABASE_URL` names a database that this may fill. Starts
gunicorn with production settings and `bench/bare.py`. Every buyer orders carts of ten lines,
as fast as the store answers, until each has asked for so many orders; then the bare view is
asked for as long. Exits with 1 when an answer was neither 201 nor a 409 `out_of_stock`, or
when stock and orders do not add up.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

import throughput

LINES = 10
METHODS = ("", "cash_on_delivery", "manual")


def prepare(arguments: argparse.Namespace) -> list[tuple[str, list[str]]]:
    """A token and the carts of each buyer."""
    sys.path.insert(0, str(throughput.HERE.parent))
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from rest_framework_simplejwt.tokens import AccessToken

    from store.models import Cart, CartItem, Collection, Product, Vendor

    call_command("migrate", verbosity=0)
    shelf = Collection.objects.create(title="Hot")
    shops = [
        Vendor.objects.create(shop_name=name, slug=name, status="approved")
        for name in (f"rush-{number}-{time.time_ns()}" for number in range(4))
    ]
    goods = Product.objects.bulk_create(
        Product(
            title=f"Hot {number}",
            slug=f"hot-{number}",
            unit_price="12.34",
            inventory=arguments.stock,
            collection=shelf,
            vendor=shops[number % 4],
        )
        for number in range(arguments.products)
    )
    dice, buyers = random.Random(42), []
    for number in range(arguments.buyers):
        name = f"buyer{number}-{time.time_ns()}"
        user = get_user_model().objects.create(
            username=name, email=f"{name}@example.com"
        )
        carts = Cart.objects.bulk_create(Cart() for _ in range(arguments.orders))
        CartItem.objects.bulk_create(
            CartItem(cart=cart, product=product, quantity=1)
            for cart in carts
            for product in dice.sample(goods, LINES)
        )
        token = str(AccessToken.for_user(user))
        buyers.append((token, [str(cart.pk) for cart in carts]))
    return buyers


def buy(token: str, carts: list[str]) -> list[tuple[str, float]]:
    """What each order ended with, and after how many milliseconds."""
    address = urlsplit(throughput.STORE).netloc
    connection = http.client.HTTPConnection(address, timeout=120)
    headers = {"Authorization": f"JWT {token}", "Content-Type": "application/json"}
    answers = []
    for number, cart in enumerate(carts):
        body = {"cart_id": cart, "payment_method": METHODS[number % 3]}
        began = time.monotonic()
        connection.request("POST", "/store/orders/", json.dumps(body), headers)
        answer = connection.getresponse()
        content = json.loads(answer.read())
        said = f"{answer.status} {content.get('code', 'placed')}"
        answers.append((said, (time.monotonic() - began) * 1000))
    return answers


def look(seconds: float) -> int:
    """How often the bare view answers one connection in so long."""
    address = urlsplit(throughput.BARE).netloc
    connection = http.client.HTTPConnection(address, timeout=30)
    count, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        connection.request("GET", "/bare/")
        connection.getresponse().read()
        count += 1
    return count


def adds_up(stock: int) -> bool:
    from django.db.models import Sum

    from store.models import OrderItem, Product

    hot = Product.objects.filter(title__startswith="Hot ")
    sold = dict(
        OrderItem.objects.filter(product__in=hot)
        .values_list("product")
        .annotate(Sum("quantity"))
    )
    return all(p.inventory + sold.get(p.pk, 0) == stock for p in hot)


def run(arguments: argparse.Namespace, folder: Path) -> bool:
    environment = throughput.production(folder)
    os.environ.update(environment)
    buyers = prepare(arguments)
    with ExitStack() as servers:
        serve = throughput.gunicorn
        servers.enter_context(
            serve("storefront.wsgi", throughput.STORE, environment, threads=8)
        )
        servers.enter_context(
            serve("bench.bare", throughput.BARE, dict(os.environ), threads=8)
        )
        with ThreadPoolExecutor(arguments.buyers) as pool:
            began = time.monotonic()
            results: Any = list(pool.map(lambda one: buy(*one), buyers))
            took = time.monotonic() - began
            looks = sum(pool.map(look, [min(took, 10)] * arguments.buyers))
    answers = [answer for result in results for answer in result]
    counts = Counter(said for said, _ in answers)
    times = [milliseconds for _, milliseconds in answers]
    orders, bare = len(answers) / took, looks / min(took, 10)
    print(dict(counts))
    print(
        f"{arguments.buyers} buyers, {LINES} lines each: {orders:.1f} answers/s, "
        f"{orders / bare:.4f} of the bare view ({bare:.0f}/s); median "
        f"{median(times):.0f} ms, 95 % {quantiles(times, n=20)[-1]:.0f} ms"
    )
    good = set(counts) <= {"201 placed", "409 out_of_stock"}
    return good and adds_up(arguments.stock)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--buyers", type=int, default=50)
    parser.add_argument("--products", type=int, default=20)
    parser.add_argument("--orders", type=int, default=20)
    parser.add_argument("--stock", type=int, default=300)
    with TemporaryDirectory() as folder:
        sys.exit(not run(parser.parse_args(), Path(folder)))


if __name__ == "__main__":
    main()
