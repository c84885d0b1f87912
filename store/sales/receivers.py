"""What counts listens to what changes."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from store.orders.models import Order
from store.sales.counting import mark_order
from store.shared.queueing import queue_after_commit
from store.signals import order_changed, order_placed


@receiver(order_placed)
def count_new_order(sender: type, order: Order, **kwargs: Any) -> None:
    mark_order(order_id=order.pk)
    queue_after_commit(name="store.sales.count_orders")


@receiver(order_changed)
def count_changed_order(sender: type, order_id: int, **kwargs: Any) -> None:
    mark_order(order_id=order_id)
    queue_after_commit(name="store.sales.count_orders")
