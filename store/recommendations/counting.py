"""Keeps what is bought together up to date with the lines of orders.

A change of an order marks it, in its own transaction. A task in the background marks the
products whose pairs it may have changed, and counts the pairs of each marked product anew,
from the orders. Nothing is added to what was there: it may run twice, late, or be killed.

A basket is what one customer kept, of all orders: the newest `MOST_IN_BASKET` products, so
that one who resells does not tie everything to everything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from store.catalog.models import Product
from store.orders.choices import REFUSED
from store.orders.models import Order, OrderItem
from store.recommendations.figures import (
    LEAST_CUSTOMERS,
    Pair,
    best_pairs,
    count_others,
)
from store.recommendations.models import (
    BoughtTogether,
    PairCounter,
    PairedOrder,
    PairedProduct,
)
from store.sales.counting import write_rows

ORDERS = 50
PRODUCTS = 20
CHUNK = 500
MOST_IN_BASKET = 50
MOST_BUYERS = 300
"""The newest lines of a product whose buyers are looked at."""
MOST_COMPARED = 500
"""Other products that are compared, the most frequent ones."""
SETTLED = 100
"""With so many buyers one more changes little: such a product waits for `PAUSE`."""
PAUSE = timedelta(minutes=10)


def mark_order(*, order_id: int) -> None:
    """Say, in the transaction that changes an order, that its pairs have to be counted."""
    row = PairedOrder(order_id=order_id)
    write_rows([row], columns=["is_stale"], unique=["order_id"])


def mark_forgotten(*, since: datetime | None = None) -> int:
    """Mark orders placed since then of which nobody said anything. Returns how many."""
    known = PairedOrder.objects.filter(pk=OuterRef("pk"))
    orders = Order.objects.filter(~Exists(known)).order_by("pk")
    if since is not None:
        orders = orders.filter(placed_at__gte=since)
    rows = [PairedOrder(order_id=pk) for pk in orders.values_list("pk", flat=True)]
    PairedOrder.objects.bulk_create(rows, batch_size=CHUNK, ignore_conflicts=True)
    return len(rows)


def mark_old(*, before: datetime, most: int) -> int:
    """Mark products that were counted before then, the oldest first. Returns how many."""
    old = PairedProduct.objects.filter(is_stale=False, counted_at__lt=before)
    keys = list(old.order_by("counted_at").values_list("pk", flat=True)[:most])
    for start in range(0, len(keys), CHUNK):
        some = keys[start : start + CHUNK]
        PairedProduct.objects.filter(pk__in=some).update(is_stale=True)
    return len(keys)


def count_all_stale(*, most: int | None = None) -> int:
    """Count what is marked, batch by batch; at most so many. Returns how many products."""
    total = batches = 0
    while most is None or batches < most:
        spread = spread_marks()
        counted = 0 if spread else count_stale()
        if not spread and not counted:
            break
        total += counted
        batches += 1
    return total


@transaction.atomic
def spread_marks() -> int:
    """From a batch of marked orders to the products concerned. Returns how many orders.

    These are the products of the order, now and before, what else its customer keeps, and
    what was paired with those that left it.
    """
    lock_counter()
    stale = PairedOrder.objects.select_for_update().filter(is_stale=True)
    rows = list(stale.order_by("pk")[:ORDERS])
    now = kept_products([row.pk for row in rows])
    own, left = set(), set()
    for row in rows:
        own |= now[row.pk] | {*row.product_ids}
        left |= {*row.product_ids} - now[row.pk]
        row.product_ids, row.is_stale = sorted(now[row.pk]), False
    orders = Order.objects.filter(pk__in=[row.pk for row in rows]).order_by()
    customers = set(orders.values_list("customer_id", flat=True))
    beside = {pk for basket in baskets_of(customers).values() for pk in basket}
    paired = BoughtTogether.objects.filter(product__in=left)
    beside.update(paired.values_list("other_id", flat=True))
    mark_products(own=own, beside=beside - own)
    write_rows(rows, columns=["product_ids", "is_stale"], unique=["order_id"])
    return len(rows)


def lock_counter() -> None:
    """Be the only one who counts until the transaction ends."""
    PairCounter.objects.get_or_create(pk=1)
    PairCounter.objects.filter(pk=1).update(counted_at=timezone.now())


def kept_lines() -> QuerySet[OrderItem]:
    """Neither cancelled nor returned."""
    return OrderItem.objects.exclude(status__in=REFUSED).order_by()


def kept_products(orders: Collection[int]) -> defaultdict[int, set[int]]:
    """What was kept of each of these orders; nothing of one that is gone."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    lines = kept_lines().filter(order__in=orders)
    for order_id, product_id in lines.values_list("order_id", "product_id"):
        found[order_id].add(product_id)
    return found


def baskets_of(customers: Collection[int]) -> dict[int, list[int]]:
    """The newest products that each of these customers kept."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    newest = (
        kept_lines()
        .filter(order__customer__in=customers)
        .values("order__customer_id", "product_id")
        .annotate(newest=Max("pk"))
        .annotate(
            place=Window(
                RowNumber(),
                partition_by=F("order__customer_id"),
                order_by=F("newest").desc(),
            )
        )
        .filter(place__lte=MOST_IN_BASKET)
    )
    for customer, product in newest.values_list("order__customer_id", "product_id"):
        found[customer].append(product)
    return dict(found)


def mark_products(*, own: Collection[int], beside: Collection[int]) -> None:
    """`own` were bought or given back, so their buyers are counted; `beside` are as before.

    A product that is gone has no orders any more, and no row here.
    """
    there = set(
        Product.objects.filter(pk__in=own).order_by().values_list("pk", flat=True)
    )
    buyers = count_buyers(there)
    rows = [PairedProduct(product_id=pk, buyers=buyers.get(pk, 0)) for pk in there]
    write_rows(rows, columns=["buyers", "is_stale"], unique=["product_id"])
    PairedProduct.objects.filter(pk__in=beside).update(is_stale=True)


def count_buyers(products: Collection[int]) -> dict[int, int]:
    lines = kept_lines().filter(product__in=products).values_list("product_id")
    return dict(lines.annotate(buyers=Count("order__customer_id", distinct=True)))


@transaction.atomic
def count_stale() -> int:
    """Count the pairs of a batch of marked products. Returns how many.

    One at a time: whoever waited for the lock mostly finds the work done. What is ordered
    meanwhile marks its order, and the products are counted again.
    """
    lock_counter()
    now = timezone.now()
    unsettled = Q(buyers__lt=SETTLED) | Q(counted_at=None)
    due = PairedProduct.objects.filter(unsettled | Q(counted_at__lt=now - PAUSE))
    rows = list(due.filter(is_stale=True).order_by("pk")[:PRODUCTS])
    for row in rows:
        write_pairs(row.pk, count_pairs(row))
        row.is_stale, row.counted_at = False, now
    write_rows(rows, columns=["is_stale", "counted_at"], unique=["product_id"])
    return len(rows)


def count_pairs(row: PairedProduct) -> list[Pair]:
    buyers = newest_buyers(row.pk)
    counted = count_others(row.pk, buyers, baskets_of(buyers))
    often = {
        other: both
        for other, both in counted.most_common(MOST_COMPARED)
        if both >= LEAST_CUSTOMERS
    }
    others = PairedProduct.objects.filter(pk__in=often).values_list("pk", "buyers")
    return best_pairs(often, asked=len(buyers), buyers=row.buyers, of=dict(others))


def newest_buyers(product: int) -> set[int]:
    lines = kept_lines().filter(product=product).order_by("-pk")
    return set(lines.values_list("order__customer_id", flat=True)[:MOST_BUYERS])


def write_pairs(product: int, pairs: Iterable[Pair]) -> None:
    """These and no others; the caller holds the counter's lock."""
    rows = [
        BoughtTogether(
            product_id=product,
            other_id=pair.other,
            customers=pair.customers,
            score=pair.score,
        )
        for pair in pairs
    ]
    there = BoughtTogether.objects.filter(product=product)
    there.exclude(other__in=[row.other_id for row in rows]).delete()
    write_rows(rows, columns=["customers", "score"], unique=["product", "other"])
