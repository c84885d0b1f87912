"""Proves that statuses and histories are what the lines make of them, and repairs them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.db import transaction

from store.orders.models import Order, OrderItem, VendorOrder
from store.orders.moves import lock_order, write_derived
from store.orders.status import PLACED, STEPS, derive_status

CHUNK = 500


class Fault(NamedTuple):
    """A row that does not say what it should."""

    row: str
    found: str
    expected: str
    is_repaired: bool = False


def find_faults(*, repair: bool = False) -> Iterator[Fault]:
    """Every fault there is; with `repair`, wrong statuses of parts and orders are written.

    Orders move meanwhile: one that looks wrong is looked at again under its lock. A history
    that does not lead to a line's status is only told: nobody knows what happened.
    """
    orders = Order.objects.order_by("pk").prefetch_related(
        "vendor_orders", "items__status_changes"
    )
    for order in orders.iterator(chunk_size=CHUNK):
        if faults_of(order):
            yield from confirm_faults(pk=order.pk, repair=repair)


@transaction.atomic
def confirm_faults(*, pk: int, repair: bool) -> list[Fault]:
    try:
        locked = lock_order(pk=pk)
    except Order.DoesNotExist:
        return []
    derived, told = derived_faults(locked.order), history_faults(locked.order)
    if derived and repair:
        write_derived(locked=locked)
        derived = [fault._replace(is_repaired=True) for fault in derived]
    return [*derived, *told]


def faults_of(order: Order) -> list[Fault]:
    return [*derived_faults(order), *history_faults(order)]


def derived_faults(order: Order) -> list[Fault]:
    """Of the order and its parts."""
    items = list(order.items.all())
    wholes: list[tuple[Order | VendorOrder, str, list[str]]] = [
        (order, f"order {order.pk}", [item.status for item in items])
    ]
    for part in order.vendor_orders.all():
        statuses = [item.status for item in items if item.vendor_order_id == part.pk]
        wholes.append((part, f"vendor order {part.pk}", statuses))
    return [
        Fault(name, whole.status, expected)
        for whole, name, statuses in wholes
        if whole.status != (expected := str(derive_status(statuses)))
    ]


def history_faults(order: Order) -> list[Fault]:
    """Of the lines whose recorded steps are illegal, or end elsewhere than the line is."""
    return [
        Fault(f"history of line {item.pk}", told, item.status)
        for item in order.items.all()
        if (told := replay_history(item)) != item.status
    ]


def replay_history(item: OrderItem) -> str:
    """The status that the recorded steps lead to; "broken" when they do not join up."""
    status = str(PLACED)
    for change in item.status_changes.all():
        if change.from_status != status or change.to_status not in STEPS[status]:
            return "broken"
        status = change.to_status
    return status
