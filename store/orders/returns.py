"""Giving back what was delivered: asked by the customer, decided by who sold it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from store.orders.choices import OrderStatus, ReturnStatus
from store.orders.errors import (
    NotDelivered,
    ReturnAsked,
    ReturnDecided,
    ReturnWindowOver,
    UnknownItems,
)
from store.orders.models import Order, OrderItem, StatusChange
from store.orders.moves import Locked, lock_order, name_lines, write_moves
from store.orders.return_decisions import decide
from store.orders.return_models import ReturnRequest
from store.shared.retrying import retried
from store.signals import return_changed


@retried
def ask_returns(
    *, order: Order, item_ids: Collection[int], reason: str, words: str = ""
) -> list[ReturnRequest]:
    """Ask to give lines of an order back: a request for each, or for none.

    Raises UnknownItems, or ReturnAsked, NotDelivered, ReturnWindowOver with the lines in
    the way.
    """
    locked = lock_order(pk=order.pk)
    lines = [line for line in locked.lines if line.pk in item_ids]
    if len(lines) < len(item_ids):
        raise UnknownItems
    refuse_asked(lines=lines)
    refuse_undelivered(lines=lines)
    refuse_late(order=locked.order, lines=lines)
    requests = write_requests(lines=lines, reason=reason, words=words)
    return_changed.send(sender=ReturnRequest, requests=requests)
    return requests


def refuse_asked(*, lines: Sequence[OrderItem]) -> None:
    """Raises ReturnAsked; one that was withdrawn does not count."""
    standing = ReturnRequest.objects.filter(standing__in=[line.pk for line in lines])
    asked = set(standing.values_list("standing", flat=True))
    if again := [line for line in lines if line.pk in asked]:
        raise ReturnAsked(name_lines(lines=again))


def refuse_undelivered(*, lines: Sequence[OrderItem]) -> None:
    """Raises NotDelivered."""
    wrong = [line for line in lines if line.status != OrderStatus.DELIVERED]
    if wrong:
        raise NotDelivered(name_lines(lines=wrong))


def refuse_late(*, order: Order, lines: Sequence[OrderItem]) -> None:
    """Raises ReturnWindowOver; without a record the window begins with the order."""
    arrivals = StatusChange.objects.filter(
        item__in=[line.pk for line in lines], to_status=OrderStatus.DELIVERED
    )
    delivered = dict(arrivals.order_by().values_list("item").annotate(last=Max("at")))
    earliest = timezone.now() - timedelta(days=settings.STORE_RETURN_DAYS)
    late = [
        line for line in lines if delivered.get(line.pk, order.placed_at) < earliest
    ]
    if late:
        raise ReturnWindowOver(name_lines(lines=late))


def write_requests(
    *, lines: Sequence[OrderItem], reason: str, words: str
) -> list[ReturnRequest]:
    """Raises ReturnAsked: what the lock on the order prevents, the database refuses."""
    rows = [
        ReturnRequest(
            item=line,
            standing=line,
            vendor_id=line.vendor_id,
            reason=reason,
            words=words,
        )
        for line in lines
    ]
    try:
        with transaction.atomic():
            ReturnRequest.objects.bulk_create(rows)
    except IntegrityError:
        raise ReturnAsked(name_lines(lines=lines)) from None
    # Read again: not every engine returns the ids of a bulk insert.
    keys = [line.pk for line in lines]
    written = ReturnRequest.objects.filter(standing__in=keys).with_lines()
    return list(written.order_by("pk"))


@retried
def withdraw_return(*, request: ReturnRequest, by: object) -> None:
    """The customer keeps it after all, and may ask again. Raises ReturnDecided."""
    _, asked = lock_asked(request=request)
    decide(requests=[asked], to=ReturnStatus.WITHDRAWN, by=by, standing=None)


@retried
def accept_return(
    *, request: ReturnRequest, by: object, restock: bool = True, note: str = ""
) -> None:
    """Take the line back: it becomes returned, in stock again if it can be sold.

    Raises ReturnDecided, and NotDelivered when the line is elsewhere by now.
    """
    locked, asked = lock_asked(request=request)
    refuse_undelivered(
        lines=[line for line in locked.lines if line.pk == asked.item_id]
    )
    decide(
        requests=[asked],
        to=ReturnStatus.ACCEPTED,
        by=by,
        restocked=restock,
        note=note,
    )
    write_moves(
        locked=locked,
        chosen={asked.item_id},
        to=OrderStatus.RETURNED,
        by=by,
        restock=restock,
    )


@retried
def refuse_return(*, request: ReturnRequest, by: object, note: str) -> None:
    """The customer keeps it, and is told why. Raises ReturnDecided."""
    _, asked = lock_asked(request=request)
    decide(requests=[asked], to=ReturnStatus.REFUSED, by=by, note=note)


def lock_asked(*, request: ReturnRequest) -> tuple[Locked, ReturnRequest]:
    """Lock the order, its lines and an open request for one of them.

    Raises ReturnDecided.
    """
    locked = lock_order(pk=request.item.order_id)
    asked = ReturnRequest.objects.select_for_update().get(pk=request.pk)
    if asked.status != ReturnStatus.ASKED:
        raise ReturnDecided(status=asked.status)
    return locked, asked
