"""Server time of the dashboards for somebody with a long past.

    python bench/dashboards.py [--orders 5000] [--vendor-orders 100000] [--asks 50]
    DATABASE_URL=mysql://root@127.0.0.1:3306/bench python bench/dashboards.py

Without DATABASE_URL in a SQLite file of its own. Migrates an empty database, seeds it, asks
for each dashboard over the WSGI handler, in one process with production settings, and
prints median and 95th percentile in milliseconds, and the number of queries. To add a
dashboard, add an entry to `dashboards()`.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LINES = 5
PRODUCTS = 2000
VENDORS = 20
BATCH = 2000
dice = random.Random(20261121)


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


def insert(model: Any, rows: Iterator[Any] | list[Any]) -> list[Any]:
    model.objects.bulk_create(rows, batch_size=BATCH)
    return list(model.objects.order_by("pk"))


def make_catalogue() -> list[Any]:
    from store.models import Collection, Product, ProductImage, Vendor

    shelf = Collection.objects.create(title="Shelf")
    vendors = insert(
        Vendor,
        [
            Vendor(shop_name=f"Shop {number}", slug=f"shop-{number}", status="approved")
            for number in range(VENDORS)
        ],
    )
    products = insert(
        Product,
        [
            Product(
                title=f"Product {number}",
                slug=f"product-{number}",
                description="Words about it. " * 20,
                unit_price=dice.randint(100, 10_000) / 100,
                inventory=1000,
                collection=shelf,
                vendor=vendors[number % VENDORS],
            )
            for number in range(PRODUCTS)
        ],
    )
    insert(
        ProductImage,
        [ProductImage(product=one, image=f"store/images/{one.pk}") for one in products],
    )
    return products


def make_customers(count: int) -> list[Any]:
    from django.contrib.auth import get_user_model

    from store.models import Customer

    names = [f"customer{number}" for number in range(count)]
    users = insert(
        get_user_model(),
        [
            get_user_model()(username=name, email=f"{name}@example.com")
            for name in names
        ],
    )
    return insert(Customer, [Customer(user=user) for user in users])


def make_orders(count: int, customers: list[Any], products: list[Any]) -> None:
    """Half of them the first customer's, over a year, in turn with the others'."""
    from django.utils import timezone

    from store.models import Order, OrderItem, VendorOrder
    from store.orders.choices import OrderStatus

    statuses = [*OrderStatus]
    weights = [2, 2, 3, 80, 3, 10]  # most were delivered
    start = timezone.now() - timedelta(days=365)
    step = timedelta(days=365) / (2 * count)
    Order.placed_at.field.auto_now_add = False  # type: ignore[attr-defined]
    orders = insert(
        Order,
        [
            Order(
                customer=customers[0] if number % 2 else dice.choice(customers[1:]),
                placed_at=start + number * step,
                status=dice.choices(statuses, weights)[0],
            )
            for number in range(2 * count)
        ],
    )
    popular = products[: len(products) // 10]
    chosen = [
        (order, {*dice.sample(popular, 2), *dice.sample(products, LINES - 2)})
        for order in orders
    ]
    parts = insert(
        VendorOrder,
        [
            VendorOrder(order=order, vendor_id=vendor_id, status=order.status)
            for order, goods in chosen
            for vendor_id in sorted({one.vendor_id for one in goods})
        ],
    )
    part_of = {(part.order_id, part.vendor_id): part for part in parts}
    OrderItem.objects.bulk_create(
        (
            OrderItem(
                order=order,
                vendor_order=part_of[order.pk, one.vendor_id],
                vendor_id=one.vendor_id,
                product=one,
                title=one.title,
                unit_price=one.unit_price,
                quantity=dice.randint(1, 4),
                status=order.status,
            )
            for order, goods in chosen
            for one in goods
        ),
        batch_size=BATCH,
    )


def make_sales(count: int, customers: list[Any], products: list[Any]) -> Any:
    """A vendor with so many orders of two lines over a year; its owner. Counts them."""
    from django.utils import timezone

    from store.models import CountedOrder, Order, OrderItem, VendorMember, VendorOrder
    from store.sales.counting import count_all_stale

    vendor = products[0].vendor
    own = [one for one in products if one.vendor_id == vendor.pk]
    start, step = timezone.now() - timedelta(days=365), timedelta(days=365) / count
    before = Order.objects.count()
    orders = insert(
        Order,
        [
            Order(
                customer=dice.choice(customers),
                placed_at=start + number * step,
                status="delivered",
            )
            for number in range(count)
        ],
    )[before:]
    VendorOrder.objects.bulk_create(
        (VendorOrder(order=one, vendor=vendor, status="delivered") for one in orders),
        batch_size=BATCH,
    )
    part_of = dict(
        VendorOrder.objects.filter(vendor=vendor).values_list("order_id", "pk")
    )
    OrderItem.objects.bulk_create(
        (
            OrderItem(
                order=order,
                vendor_order_id=part_of[order.pk],
                vendor=vendor,
                product=one,
                title=one.title,
                unit_price=one.unit_price,
                quantity=dice.randint(1, 4),
                status=dice.choices(["delivered", "returned"], [95, 5])[0],
            )
            for order in orders
            for one in dice.sample(own, 2)
        ),
        batch_size=BATCH,
    )
    start_counting = perf_counter()
    keys = Order.objects.values_list("pk", flat=True)
    CountedOrder.objects.bulk_create(
        (CountedOrder(order_id=pk) for pk in keys), batch_size=BATCH
    )
    counted = count_all_stale()
    print(
        json.dumps(
            {"counted": counted, "seconds": round(perf_counter() - start_counting, 1)}
        )
    )
    member = VendorMember(vendor=vendor, user=customers[1].user, role="owner")
    member.save()
    return member


def make_history(customers: list[Any], products: list[Any]) -> None:
    from django.utils import timezone

    from store.insights.recording import MOST_ENTRIES
    from store.models import ProductView, SearchQuery

    now = timezone.now()
    for customer in customers:
        seen = dice.sample(products, MOST_ENTRIES)
        ages = [timedelta(minutes=number) for number in range(MOST_ENTRIES)]
        ProductView.objects.bulk_create(
            ProductView(customer=customer, product=one, times=1, last_at=now - age)
            for one, age in zip(seen, ages, strict=True)
        )
        SearchQuery.objects.bulk_create(
            SearchQuery(
                customer=customer,
                words=f"words {number}",
                digest=f"{number:064}",
                product_ids=[one.pk for one in dice.sample(products, 10)],
                times=1,
                last_at=now - age,
            )
            for number, age in enumerate(ages)
        )


def make_marks(customers: list[Any], products: list[Any]) -> None:
    """A cart and favourites of each."""
    from store.models import Cart, CartItem, FavoriteProduct, FavoriteVendor

    for customer in customers:
        cart = Cart.objects.create(customer=customer)
        chosen = dice.sample(products, 20)
        for model, rows in (
            (CartItem, [CartItem(cart=cart, product=p, quantity=2) for p in chosen]),
            (
                FavoriteProduct,
                [FavoriteProduct(customer=customer, product=p) for p in chosen],
            ),
        ):
            model.objects.bulk_create(rows)
        vendors = sorted({product.vendor_id for product in chosen})
        FavoriteVendor.objects.bulk_create(
            FavoriteVendor(customer=customer, vendor_id=pk) for pk in vendors
        )


def dashboards(orders: int, sales: int) -> dict[str, tuple[Any, str]]:
    """Name: who asks, and for what; seeds the database it runs on."""
    products = make_catalogue()
    customers = make_customers(5000)
    make_orders(orders, customers, products)
    make_history(customers[:50], products)
    make_marks(customers[:50], products)
    owner = make_sales(sales, customers[1:], products)
    vendor = f"/store/vendors/{owner.vendor_id}"
    return {
        "vendor": (owner.user, f"{vendor}/dashboard/"),
        "vendor's customers": (owner.user, f"{vendor}/customers/"),
        "vendor's orders": (owner.user, f"{vendor}/orders/?page_size=20"),
        "customer": (customers[0].user, "/store/customers/me/dashboard/"),
        "history": (customers[0].user, "/store/customers/me/history/"),
    }


def measure(user: Any, url: str, asks: int) -> dict[str, Any]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from rest_framework.test import APIClient
    from rest_framework_simplejwt.tokens import AccessToken

    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"JWT {AccessToken.for_user(user)}")

    def ask() -> float:
        start = perf_counter()
        response = client.get(url)
        taken = perf_counter() - start
        assert response.status_code == 200, response.content
        return taken * 1000

    with CaptureQueriesContext(connection) as captured:
        ask()
        queries = len(captured)
    taken = [ask() for _ in range(asks)]
    return {
        "median_ms": round(median(taken), 1),
        "p95_ms": round(quantiles(taken, n=20)[-1], 1),
        "queries": queries,
        "bytes": len(client.get(url).content),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=5000)
    parser.add_argument("--vendor-orders", type=int, default=100_000)
    parser.add_argument("--asks", type=int, default=50)
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder:
        prepare(Path(folder))
        from django.db import connection

        seeded = dashboards(arguments.orders, arguments.vendor_orders)
        for name, (user, url) in seeded.items():
            figures = measure(user, url, arguments.asks)
            print(
                json.dumps({"dashboard": name, "engine": connection.vendor, **figures})
            )


if __name__ == "__main__":
    main()
