"""Keeps the figures of vendors up to date with the lines of orders.

A change of an order marks it, in its own transaction; a task in the background adds the
difference between what the order is and what of it was counted. It may run twice, late,
or be killed: what is marked and what is counted change together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from store.orders.models import Order, OrderItem
from store.sales.figures import (
    Figures,
    Key,
    Sums,
    add_sums,
    as_json,
    from_json,
    sums_of_order,
)
from store.sales.models import (
    CountedOrder,
    SalesCounter,
    SalesFigures,
    VendorCustomer,
    VendorDay,
    VendorProduct,
    VendorStatusCount,
)

BATCH = 200
ROWS: dict[str, type[SalesFigures]] = {
    "day": VendorDay,
    "product": VendorProduct,
    "customer": VendorCustomer,
    "status": VendorStatusCount,
}
KEY_COLUMNS = {
    "day": "day",
    "product": "product_id",
    "customer": "customer_id",
    "status": "status",
}
NOTHING = Figures()
COLUMNS = ("orders", "units", "revenue", "refused_units", "refused_value")
LINE = ("vendor_id", "product_id", "quantity", "unit_price", "status")


def mark_order(*, order_id: int) -> None:
    """Say, in the transaction that changes an order, that it has to be counted anew."""
    row = CountedOrder(order_id=order_id)
    write_rows([row], columns=["is_stale"], unique=["order_id"])


def mark_forgotten(*, since: datetime) -> int:
    """Mark what was placed since then by code that did not know of marks: the release before.

    Returns how many.
    """
    counted = CountedOrder.objects.filter(pk=OuterRef("pk"))
    orders = Order.objects.filter(~Exists(counted), placed_at__gte=since)
    rows = [CountedOrder(order_id=pk) for pk in orders.values_list("pk", flat=True)]
    CountedOrder.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    return len(rows)


def count_all_stale(*, most: int | None = None) -> int:
    """Count what is marked, batch by batch; at most so many batches. Returns how many."""
    total = batches = 0
    while (counted := count_stale()) and (most is None or batches < most):
        total += counted
        batches += 1
    return total


@transaction.atomic
def count_stale() -> int:
    """Count a batch of marked orders. Returns how many there were.

    One at a time: whoever waited for the lock mostly finds the work done. An order that
    changes meanwhile waits at its row here, and is marked again.
    """
    lock_counter()
    stale = CountedOrder.objects.select_for_update().filter(is_stale=True)
    rows = list(stale.order_by("pk")[:BATCH])
    now = sums_of_orders([row.pk for row in rows])
    difference: Sums = {}
    for row in rows:
        add_sums(difference, from_json(row.figures), sign=-1)
        add_sums(difference, now.get(row.pk, {}))
        row.figures, row.is_stale = as_json(now.get(row.pk, {})), False
    add_to_rows(difference)
    write_rows(rows, columns=["figures", "is_stale"], unique=["order_id"])
    return len(rows)


def lock_counter() -> None:
    """Be the only one who counts until the transaction ends."""
    SalesCounter.objects.get_or_create(pk=1)
    SalesCounter.objects.filter(pk=1).update(counted_at=timezone.now())


def sums_of_orders(ids: Collection[int]) -> dict[int, Sums]:
    """What each of these orders adds; a deleted one is not among them."""
    rows = (
        OrderItem.objects.filter(order__in=ids)
        .order_by("order_id", "pk")
        .values("order_id", "order__placed_at", "order__customer_id", *LINE)
    )
    return {
        order_id: sums_of_rows(lines)
        for order_id, lines in groupby(rows, itemgetter("order_id"))
    }


def sums_of_rows(rows: Iterable[dict[str, Any]]) -> Sums:
    lines = list(rows)
    return sums_of_order(
        day=timezone.localdate(lines[0]["order__placed_at"]).isoformat(),
        customer_id=lines[0]["order__customer_id"],
        lines=lines,
    )


def add_to_rows(difference: Sums) -> None:
    by_kind: dict[str, dict[Key, Figures]] = defaultdict(dict)
    for key, figures in difference.items():
        if figures:
            by_kind[key.kind][key] = figures
    for kind, changes in by_kind.items():
        add_to_kind(ROWS[kind], kind, changes)


def add_to_kind(
    model: type[SalesFigures], kind: str, changes: dict[Key, Figures]
) -> None:
    """In two statements; the caller holds the counter's lock.

    A row that is not there and could only shrink went with its product, customer or vendor,
    after the orders that it counted; it is not made again.
    """
    column = KEY_COLUMNS[kind]
    rows = model._default_manager.filter(rows_with(kind, changes))
    found = {
        (vendor, str(of)): Figures(*figures)
        for vendor, of, *figures in rows.values_list("vendor_id", column, *COLUMNS)
    }
    changed = []
    for key, figures in changes.items():
        before = found.get((key.vendor, key.of))
        if before is None and not figures.any_grew():
            continue
        total = replace(figures)
        total.add(before or NOTHING)
        changed.append(model(vendor_id=key.vendor, **{column: key.of}, **vars(total)))
    write_rows(changed, columns=COLUMNS, unique=["vendor", kind])


def rows_with(kind: str, keys: Iterable[Key]) -> Q:
    by_vendor: dict[int, list[str]] = defaultdict(list)
    for key in keys:
        by_vendor[key.vendor].append(key.of)
    found = Q()
    for vendor, of in by_vendor.items():
        found |= Q(vendor=vendor, **{f"{kind}__in": of})
    return found


def write_rows(
    rows: list[Any], *, columns: Collection[str], unique: Collection[str]
) -> None:
    """Insert rows, or write these columns of those that are there: one upsert a batch.

    `bulk_update` builds a CASE for each value and took most of the time of a long count.
    """
    if not rows:
        return
    named = connection.features.supports_update_conflicts_with_target
    type(rows[0])._default_manager.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        update_fields=columns,
        unique_fields=unique if named else None,
    )
