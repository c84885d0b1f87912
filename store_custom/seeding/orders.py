"""Orders of the last ninety days, written as the checkout writes them."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

from django.db.models import Count as CountOf
from django.utils import timezone

from store.models import Customer, Order, OrderItem, Product, VendorOrder
from store.orders.checkout import order_line
from store.orders.delivery import Columns, columns_of
from store.pricing.services import price_goods
from store.sales.drift import find_drift
from store_custom.seeding.catalog import product_ids
from store_custom.seeding.data.people import CUSTOMERS
from store_custom.seeding.people import buyers
from store_custom.seeding.plan import (
    SEED,
    Good,
    books,
    physical_goods,
    public_goods,
)
from store_custom.seeding.rows import Count, chunks, insert
from store_custom.seeding.statuses import move_lines

ORDERS = 150
DAYS = 90


class Purchase(NamedTuple):
    """An order in words: who, how long ago, paid or not, slugs with quantities."""

    username: str
    age: timedelta
    payment_status: str
    lines: tuple[tuple[str, int], ...]


def basket(dice: Random, popular: list[Good]) -> tuple[tuple[str, int], ...]:
    """One to five products, of several shops more often than not."""
    size = dice.choice((1, 2, 2, 3, 3, 4, 5))
    goods = [*dice.sample(popular, size - 1), dice.choice(public_goods())]
    slugs = {good.slug: dice.choice((1, 1, 1, 2, 3)) for good in goods}
    return tuple(slugs.items())


def payment(dice: Random, days: float) -> str:
    """Old orders are settled, those of the last week are often still open."""
    chance = dice.random()
    if chance < 0.06:
        return Order.PAYMENT_STATUS_FAILED
    pending = 0.6 if days < 7 else 0.12
    if chance < 0.06 + pending:
        return Order.PAYMENT_STATUS_PENDING
    return Order.PAYMENT_STATUS_COMPLETE


def purchases() -> list[Purchase]:
    """From the oldest to the newest."""
    dice = Random(SEED)
    popular = [*physical_goods()[:150], *books()]
    plan = []
    for number in range(ORDERS):
        days = DAYS * (1 - (number + dice.random()) / ORDERS)
        plan.append(
            Purchase(
                username=dice.choice(CUSTOMERS)[0],
                age=timedelta(days=days),
                payment_status=payment(dice, days),
                lines=basket(dice, popular),
            )
        )
    return plan


def missing_purchases(plan: list[Purchase]) -> list[Purchase]:
    """Orders have no natural key: a customer with as many as planned gets no more."""
    ids = {username: row.pk for username, row in buyers().items()}
    held = dict(
        Order.objects.filter(customer__in=ids.values())
        .order_by()
        .values_list("customer_id")
        .annotate(CountOf("pk"))
    )
    nth: Counter[str] = Counter()
    rest = []
    for purchase in plan:
        nth[purchase.username] += 1
        if nth[purchase.username] > held.get(ids[purchase.username], 0):
            rest.append(purchase)
    return rest


def seed_orders() -> Count:
    plan = purchases()
    rest = missing_purchases(plan)
    if rest:
        write_orders(rest)
    return Count("orders", len(plan), len(rest))


def write_orders(plan: list[Purchase]) -> None:
    """Orders one by one: not every engine returns the ids of a bulk insert."""
    customers, now = buyers(), timezone.now()
    orders = []
    for purchase in plan:
        customer = customers[purchase.username]
        order = Order.objects.create(
            customer=customer,
            payment_status=purchase.payment_status,
            **delivery_of(customer),
        )
        order.placed_at = now - purchase.age
        orders.append(order)
    Order.objects.bulk_update(orders, ["placed_at"], batch_size=100)
    products = bought_products()
    lines = {
        order.pk: [(products[slug], quantity) for slug, quantity in purchase.lines]
        for order, purchase in zip(orders, plan, strict=True)
    }
    placed = {order.pk: order.placed_at for order in orders}
    write_lines(lines, write_parts(lines, placed), placed)
    move_lines(orders)
    list(find_drift(repair=True))  # written past the checkout, so counted afterwards


def delivery_of(customer: Customer) -> Columns:
    """To their default address, as the checkout has it."""
    address = customer.default_shipping_address
    return {} if address is None else columns_of(customer=customer, address=address)


def bought_products() -> dict[str, Product]:
    ids = product_ids(public_goods())
    rows: dict[int, Product] = {}
    for chunk in chunks(ids.values()):
        rows.update(Product.objects.select_related("vendor").in_bulk(chunk))
    return {slug: rows[pk] for slug, pk in ids.items()}


Lines = dict[int, list[tuple[Product, int]]]
Parts = dict[tuple[int, int | None], int]


def write_parts(lines: Lines, placed: dict[int, datetime]) -> Parts:
    """A part per order and vendor; their ids."""
    vendors: dict[int, set[int | None]] = defaultdict(set)
    for order, pairs in lines.items():
        vendors[order] = {product.vendor_id for product, _ in pairs}
    insert(
        VendorOrder,
        [
            VendorOrder(order_id=order, vendor_id=vendor, placed_at=placed[order])
            for order, sellers in vendors.items()
            for vendor in sorted(sellers, key=lambda pk: pk or 0)
        ],
    )
    rows = VendorOrder.objects.filter(order__in=lines)
    return {
        (order, vendor): pk
        for order, vendor, pk in rows.values_list("order_id", "vendor_id", "pk")
    }


def write_lines(lines: Lines, parts: Parts, placed: dict[int, datetime]) -> None:
    """As the checkout writes them, with the promotions that ran on that day."""
    rows = []
    for order, pairs in lines.items():
        goods = sorted(pairs, key=lambda pair: pair[0].pk)
        priced = price_goods(goods=goods, at=placed[order])
        for (product, _), price in zip(goods, priced.lines, strict=True):
            part = VendorOrder(pk=parts[order, product.vendor_id], order_id=order)
            rows.append(order_line(part, product, price))
    insert(OrderItem, rows)
