"""Mails to customers about their orders, promised in the transaction that gives the reason.

None is lost if the process ends after the commit, and none leaves if it is undone.
"""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from core.mail.services import queue_mail
from store.models import Payment, Refund
from store.orders.choices import OrderStatus
from store.signals import order_changed, payment_received, refund_changed
from store_custom import order_mails  # noqa: F401 - the words of these mails


def move_key(item_id: int, to: str) -> str:
    """Of the mail about a move; a line gets to a status once."""
    return f"order_moved:{item_id}:{to}"


@receiver(order_changed)
def promise_move_mail(
    sender: type, item_ids: list[int] | None = None, to: str = "", **kwargs: Any
) -> None:
    """One for each move, of as many lines as moved together.

    What is returned has mails of its own: about the request, and about the refund.
    """
    if item_ids and to != OrderStatus.RETURNED:
        queue_mail(
            kind="order_moved",
            key=move_key(min(item_ids), to),
            context={"item_ids": item_ids, "to": to},
        )


@receiver(payment_received)
def promise_payment_mail(sender: type, payment: Payment, **kwargs: Any) -> None:
    if payment.amount:
        queue_mail(
            kind="payment_received",
            key=f"payment_received:{payment.pk}",
            context={"payment_id": payment.pk},
        )


@receiver(refund_changed)
def promise_refund_mail(sender: type, refund: Refund, **kwargs: Any) -> None:
    if refund.amount:
        kind = f"refund_{refund.status}"
        queue_mail(
            kind=kind, key=f"{kind}:{refund.pk}", context={"refund_id": refund.pk}
        )
