"""Proves that the figures of what was sold are what the lines of orders make, and repairs them."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from store.orders.models import Order
from store.sales.counting import (
    BATCH,
    COLUMNS,
    KINDS,
    NOTHING,
    add_to_rows,
    count_all_stale,
    lock_counter,
    mark_order,
    sums_of_orders,
)
from store.sales.figures import (
    WHOLE,
    Figures,
    Key,
    Sums,
    add_sums,
    from_json,
    with_months,
)
from store.sales.models import CountedOrder
from store.shared.drift import Drift


def find_drift(*, repair: bool = False) -> Iterator[Drift]:
    """Every difference there is; with `repair` it is gone afterwards.

    First each order against what was counted of it, then the rows against the sum of what
    was counted. Orders change meanwhile: what looks wrong is looked at again alone.
    """
    for pk in suspicious_orders():
        yield from check_order(pk=pk, repair=repair)
    if repair:
        count_all_stale()
    yield from check_rows(repair=repair)


def suspicious_orders() -> Iterator[int]:
    """Orders that are not counted as they are: changed, forgotten or deleted ones."""
    last = 0
    while ids := next_ids(after=last):
        last = ids[-1]
        now = sums_of_orders(ids)
        counted = CountedOrder.objects.in_bulk(ids)
        for pk in ids:
            row = counted.get(pk)
            if row is None or row.is_stale or from_json(row.figures) != now.get(pk, {}):
                yield pk


def next_ids(*, after: int) -> list[int]:
    """The next keys of orders that are there or were counted."""
    orders = Order.objects.filter(pk__gt=after).order_by("pk")
    counted = CountedOrder.objects.filter(pk__gt=after).order_by("pk")
    there = set(orders.values_list("pk", flat=True)[:BATCH])
    there |= set(counted.values_list("pk", flat=True)[:BATCH])
    return sorted(there)[:BATCH]


@transaction.atomic
def check_order(*, pk: int, repair: bool) -> list[Drift]:
    row = CountedOrder.objects.select_for_update().filter(pk=pk).first()
    now = sums_of_orders([pk]).get(pk, {})
    if row is None and not Order.objects.filter(pk=pk).exists():
        return []
    counted = from_json(row.figures) if row else {}
    if row and not row.is_stale and counted == now:
        return []
    if repair:
        mark_order(order_id=pk)
    state = "not counted" if row is None else "waiting" if row.is_stale else "counted"
    return [Drift(f"order {pk}", f"{state}: {said(counted)}", said(now))]


def said(sums: Sums) -> str:
    """The figures of the whole order."""
    total = Figures()
    for key, figures in sums.items():
        if (key.kind, key.whose) == ("store", WHOLE):
            total.add(figures)
    return describe(total)


def describe(figures: Figures) -> str:
    return ", ".join(f"{name} {getattr(figures, name)}" for name in COLUMNS)


@transaction.atomic
def check_rows(*, repair: bool) -> list[Drift]:
    """The rows against the sum of what was counted, while nobody counts."""
    lock_counter()
    expected: Sums = {}
    for row in CountedOrder.objects.order_by("pk").iterator(chunk_size=BATCH):
        add_sums(expected, from_json(row.figures))
    expected = with_months(expected)
    found = all_rows()
    wrong = [
        key
        for key in sorted(expected.keys() | found.keys())
        if expected.get(key, NOTHING) != found.get(key, NOTHING)
    ]
    if repair:
        difference: Sums = {}
        for key in wrong:
            add_sums(difference, {key: expected.get(key, NOTHING)})
            add_sums(difference, {key: found.get(key, NOTHING)}, sign=-1)
        add_to_rows(difference)
    return [
        Drift(
            name_of(key),
            describe(found.get(key, NOTHING)),
            describe(expected.get(key, NOTHING)),
        )
        for key in wrong
    ]


def name_of(key: Key) -> str:
    """`vendor 3, day 2026-11-21`."""
    kind = KINDS[key.kind]
    if key.kind == "store":
        return f"{'the store itself' if key.whose else 'everything'}, day {key.of}"
    whose, of = kind.whose.removesuffix("_id"), kind.of.removesuffix("_id")
    return f"{whose} {key.whose}, {of} {key.of}"


def all_rows() -> Sums:
    sums: Sums = {}
    for name, kind in KINDS.items():
        rows = kind.model._default_manager.values_list(kind.whose, kind.of, *COLUMNS)
        for whose, of, *figures in rows.order_by("pk").iterator(chunk_size=1000):
            sums[Key(name, int(whose), str(of))] = Figures(*figures)
    return sums
