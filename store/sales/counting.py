"""Keeps the figures of the store and its vendors up to date with the lines of orders.

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
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from store.orders.models import Order, OrderItem
from store.sales.figures import (
    VERSION,
    Figures,
    Key,
    Sums,
    add_sums,
    as_json,
    from_json,
    sums_of_order,
    with_months,
)
from store.sales.models import (
    CountedOrder,
    ProductPeriod,
    SalesCounter,
    SalesFigures,
    StoreDay,
    VendorCustomer,
    VendorDay,
    VendorProduct,
    VendorStatusCount,
)
from store.signals import sales_counted

BATCH = 200
MOST_KEYS = 500  # in one statement: SQLite takes a thousand ORs, no more


class Kind(NamedTuple):
    """Where the rows of a kind are, and the columns that a `Key` names."""

    model: type[SalesFigures]
    whose: str
    of: str


KINDS = {
    "day": Kind(VendorDay, "vendor_id", "day"),
    "product": Kind(VendorProduct, "vendor_id", "product_id"),
    "customer": Kind(VendorCustomer, "vendor_id", "customer_id"),
    "status": Kind(VendorStatusCount, "vendor_id", "status"),
    "store": Kind(StoreDay, "is_own", "day"),
    "period": Kind(ProductPeriod, "product_id", "period"),
}
NOTHING = Figures()
COLUMNS = ("orders", "units", "revenue", "refused_units", "refused_value")
AMOUNTS = ("unit_price", "promotion_discount", "coupon_discount", "store_discount")
LINE = ("vendor_id", "product_id", "quantity", *AMOUNTS, "status")


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


def mark_outdated() -> int:
    """Mark what was counted by the rules of an older release. Returns how many."""
    old = CountedOrder.objects.filter(is_stale=False, version__lt=VERSION)
    keys = list(old.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        some = keys[start : start + BATCH]
        CountedOrder.objects.filter(pk__in=some).update(is_stale=True)
    return len(keys)


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
        row.version = VERSION
    add_to_rows(with_months(difference))
    columns = ["figures", "is_stale", "version"]
    write_rows(rows, columns=columns, unique=["order_id"])
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
    by_kind: dict[str, list[tuple[Key, Figures]]] = defaultdict(list)
    for key, figures in difference.items():
        if figures:
            by_kind[key.kind].append((key, figures))
    if sold := by_kind.get("period"):
        keys = {key.whose for key, _ in sold}
        sales_counted.send(sender=ProductPeriod, product_ids=keys)
    for kind, changes in by_kind.items():
        for start in range(0, len(changes), MOST_KEYS):
            add_to_kind(KINDS[kind], dict(changes[start : start + MOST_KEYS]))


def add_to_kind(kind: Kind, changes: dict[Key, Figures]) -> None:
    """In two statements; the caller holds the counter's lock.

    A row that is not there and could only shrink went with its product, customer or vendor,
    after the orders that it counted; it is not made again.
    """
    names = (kind.whose, kind.of)
    rows = kind.model._default_manager.filter(rows_with(kind, changes))
    found = {
        (whose, str(of)): Figures(*figures)
        for whose, of, *figures in rows.values_list(*names, *COLUMNS)
    }
    changed = []
    for key, figures in changes.items():
        before = found.get((key.whose, key.of))
        if before is None and not figures.any_grew():
            continue
        total = replace(figures)
        total.add(before or NOTHING)
        columns = dict(zip(names, (key.whose, key.of), strict=True))
        changed.append(kind.model(**columns, **vars(total)))
    write_rows(changed, columns=COLUMNS, unique=names)


def rows_with(kind: Kind, keys: Collection[Key]) -> Q:
    """Grouped by the column that has fewer values here."""
    by_whose: dict[Any, list[Any]] = defaultdict(list)
    by_of: dict[Any, list[Any]] = defaultdict(list)
    for key in keys:
        by_whose[key.whose].append(key.of)
        by_of[key.of].append(key.whose)
    if len(by_whose) <= len(by_of):
        groups, one, many = by_whose, kind.whose, kind.of
    else:
        groups, one, many = by_of, kind.of, kind.whose
    found = Q()
    for value, others in groups.items():
        found |= Q(**{one: value, f"{many}__in": others})
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
