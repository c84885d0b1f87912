"""What happens outside the store when something happens in it."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.dispatch import receiver

from core.mail.models import Mail
from core.mail.services import queue_mail, queue_mails
from core.queueing import queue_task
from store.models import (
    Order,
    OrderItem,
    ReturnRequest,
    VendorInvitation,
    VendorStatusChange,
)
from store.orders.choices import ReturnStatus
from store.signals import (
    items_moved,
    member_invited,
    order_created,
    order_placed,
    return_changed,
    stock_ran_low,
    task_waits,
    vendor_status_changed,
)
from store_custom.mails import MOST_PRODUCTS

logger = logging.getLogger(__name__)


@receiver(order_created)
def log_order(sender: type, order: Order, **kwargs: Any) -> None:
    logger.info("Order %s was placed by customer %s", order.pk, order.customer_id)


@receiver(items_moved)
def log_moves(
    sender: type, order: Order, item_ids: list[int], to: str, **kwargs: Any
) -> None:
    logger.info("Lines %s of order %s are %s", item_ids, order.pk, to)


@receiver(task_waits)
def hand_to_a_worker(
    sender: object, name: str, args: tuple[Any, ...], **kwargs: Any
) -> None:
    queue_task(name, *args)


@receiver(order_placed)
def promise_order_mails(
    sender: type, order: Order, items: list[OrderItem], **kwargs: Any
) -> None:
    """To the customer, and to each vendor about its own part."""
    parts = {item.vendor_order_id: None for item in items}
    queue_mails(
        [
            Mail(
                kind="order_placed",
                key=f"order_placed:{order.pk}",
                context={"order_id": order.pk},
            ),
            *(
                Mail(
                    kind="order_to_pack",
                    key=f"order_to_pack:{pk}",
                    context={"vendor_order_id": pk},
                )
                for pk in parts
            ),
        ]
    )


@receiver(stock_ran_low)
def promise_low_stock_mail(
    sender: type, vendor_id: int | None, product_ids: list[int], **kwargs: Any
) -> None:
    queue_mail(
        kind="low_stock",
        key=f"low_stock:{uuid4()}",
        context={
            "vendor_id": vendor_id,
            "product_ids": product_ids[:MOST_PRODUCTS],
            "count": len(product_ids),
        },
    )


@receiver(vendor_status_changed)
def promise_status_mail(
    sender: type, change: VendorStatusChange, **kwargs: Any
) -> None:
    queue_mail(
        kind="vendor_status",
        key=f"vendor_status:{change.pk}",
        context={"change_id": change.pk},
    )


@receiver(member_invited)
def promise_invitation(
    sender: type, invitation: VendorInvitation, **kwargs: Any
) -> None:
    queue_mail(
        kind="vendor_invitation",
        key=f"vendor_invitation:{invitation.pk}",
        context={"invitation_id": invitation.pk},
    )


@receiver(return_changed)
def promise_return_mails(
    sender: type, requests: Sequence[ReturnRequest], **kwargs: Any
) -> None:
    """What is asked goes to each vendor at once, what was decided to the customer."""
    asked: dict[int | None, list[int]] = defaultdict(list)
    decided = []
    for request in requests:
        if request.status == ReturnStatus.ASKED:
            asked[request.vendor_id].append(request.pk)
        elif request.status in {ReturnStatus.ACCEPTED, ReturnStatus.REFUSED}:
            decided.append(request.pk)
    queue_mails(
        [
            *(
                Mail(
                    kind="return_asked",
                    key=f"return_asked:{pks[0]}",
                    context={"return_ids": pks},
                )
                for pks in asked.values()
            ),
            *(
                Mail(
                    kind="return_decided",
                    key=f"return_decided:{pk}",
                    context={"return_id": pk},
                )
                for pk in decided
            ),
        ]
    )
