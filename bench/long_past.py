"""Somebody with a long past: the rows that `bench/dashboards.py` asks about."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import timedelta
from time import perf_counter
from typing import Any

LINES = 5
PRODUCTS = 2000
VENDORS = 20
SHELVES = 30
BATCH = 2000
dice = random.Random(20261121)


def insert(model: Any, rows: Iterator[Any] | list[Any]) -> list[Any]:
    model.objects.bulk_create(rows, batch_size=BATCH)
    return list(model.objects.order_by("pk"))


def make_catalogue() -> list[Any]:
    from store.models import Collection, Product, ProductImage, Vendor

    shelves = insert(
        Collection, [Collection(title=f"Shelf {number}") for number in range(SHELVES)]
    )
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
                collection=shelves[number % SHELVES],
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
            VendorOrder(
                order=order,
                vendor_id=vendor_id,
                status=order.status,
                placed_at=order.placed_at,
            )
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
        (
            VendorOrder(
                order=one, vendor=vendor, status="delivered", placed_at=one.placed_at
            )
            for one in orders
        ),
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


def make_staff() -> Any:
    """Somebody who works for the store itself."""
    from django.contrib.auth import get_user_model

    model = get_user_model()
    return model.objects.create_superuser("staff", "staff@example.com", "Mango-1-Tree")


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
