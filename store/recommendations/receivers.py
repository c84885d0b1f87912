"""What counts pairs listens to what changes."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from store.orders.choices import REFUSED
from store.orders.models import Order
from store.recommendations.counting import mark_order
from store.shared.queueing import queue_after_commit
from store.signals import order_changed, order_placed

COUNT = "store.recommendations.count_pairs"


@receiver(order_placed)
def pair_new_order(sender: type, order: Order, **kwargs: Any) -> None:
    mark_order(order_id=order.pk)
    queue_after_commit(name=COUNT)


@receiver(order_changed)
def pair_changed_order(
    sender: type, order_id: int, to: str | None = None, **kwargs: Any
) -> None:
    """On its way to the buyer an order stays what it is."""
    if to is None or to in REFUSED:
        mark_order(order_id=order_id)
        queue_after_commit(name=COUNT)
