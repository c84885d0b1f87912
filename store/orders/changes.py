"""That an order changed, for the apps of its customer.

Its row is locked by who changes it, and the customer's row is the last one to be locked:
whoever needs both takes them in this order, or is tried again (`store.shared.retrying`).
"""

from __future__ import annotations

from collections.abc import Iterable

from store.orders.models import Order
from store.sync.choices import Kind
from store.sync.services import forget_removed, note_removed, tick


def save_changes(*, order: Order, columns: Iterable[str]) -> None:
    """Write these columns of a locked order, and when it changed."""
    [order.updated_at] = tick(customer_id=order.customer_id)
    order.save(update_fields=[*columns, "updated_at"])


def note_deleted(*, order: Order) -> None:
    """In the transaction that deletes it."""
    tell_it_left(pk=order.pk, customer_id=order.customer_id)


def note_given(*, order: Order, before: int) -> None:
    """In the transaction that gave it to another customer than `before`, whose it was."""
    # In the order of their keys: two that meet do not wait for each other.
    if before < order.customer_id:
        tell_it_left(pk=order.pk, customer_id=before)
    save_changes(order=order, columns=[])
    forget_removed(customer_id=order.customer_id, kind=Kind.ORDER, key=order.pk)
    if before > order.customer_id:
        tell_it_left(pk=order.pk, customer_id=before)


def tell_it_left(*, pk: int, customer_id: int) -> None:
    [moment] = tick(customer_id=customer_id)
    note_removed(customer_id=customer_id, kind=Kind.ORDER, key=pk, moment=moment)
