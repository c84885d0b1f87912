"""What orders mean for money."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from store.orders.models import Order, OrderItem
from store.payments.books import follow_order
from store.payments.services import begin_payments
from store.signals import order_changed, order_placed


@receiver(order_placed)
def begin(sender: type, order: Order, items: list[OrderItem], **kwargs: Any) -> None:
    begin_payments(order=order, items=items)


@receiver(order_changed)
def follow(sender: type, order_id: int, **kwargs: Any) -> None:
    follow_order(order_id=order_id)
