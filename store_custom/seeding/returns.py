"""What buyers want to give back, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import cycle
from typing import Any

from django.utils import timezone

from store.models import OrderItem, ReturnRequest, StatusChange
from store.orders.choices import OrderStatus, ReturnStatus
from store_custom.seeding.data.words import COMPLAINTS, NO_RETURN
from store_custom.seeding.people import buyers
from store_custom.seeding.rows import Count, insert

ACCEPTED, ASKED, REFUSED = 6, 5, 3
PAUSE = timedelta(hours=20)


def seed_returns() -> Count:
    """Of lines that came back, and of the newest that arrived."""
    planned = ACCEPTED + ASKED + REFUSED
    there = ReturnRequest.objects.filter(
        item__order__customer__in=buyers().values()
    ).count()
    lines = [*came_back(), *arrived()]
    rows = write_rows(line for line in lines if line.return_status is None)
    return Count("returns", planned, insert(ReturnRequest, rows[: planned - there]))


def bought(status: str) -> Any:
    lines = OrderItem.objects.filter(
        status=status, order__customer__in=buyers().values()
    )
    return lines.select_related("standing_return").order_by("-order__placed_at", "-pk")


def came_back() -> list[OrderItem]:
    return list(bought(OrderStatus.RETURNED)[:ACCEPTED])


def arrived() -> list[OrderItem]:
    return list(bought(OrderStatus.DELIVERED)[: ASKED + REFUSED])


def write_rows(lines: Iterable[OrderItem]) -> list[ReturnRequest]:
    """Those that came back were accepted; of the others the newest wait for a decision."""
    lines, now = list(lines), timezone.now()
    steps = {
        (step.item_id, step.to_status): step
        for step in StatusChange.objects.filter(item__in=lines)
    }
    complaints, waiting, rows = cycle(COMPLAINTS), ASKED, []
    for line in lines:
        delivered = steps[line.pk, OrderStatus.DELIVERED]
        reason, words = next(complaints)
        request = ReturnRequest(
            item=line,
            standing=line,
            vendor_id=line.vendor_id,
            reason=reason,
            words=words,
            asked_at=between(delivered.at, now),
        )
        if line.status == OrderStatus.RETURNED:
            back = steps[line.pk, OrderStatus.RETURNED]
            request.status, request.restocked = ReturnStatus.ACCEPTED, True
            request.asked_at = between(delivered.at, back.at)
            request.decided_at, request.by_id = back.at, back.by_id
        elif waiting:
            waiting -= 1
        else:
            request.status, request.note = ReturnStatus.REFUSED, NO_RETURN
            request.decided_at = between(request.asked_at, now)
            request.by_id = delivered.by_id
        rows.append(request)
    return rows


def between(start: datetime, end: datetime) -> datetime:
    """A while after the start, and never after the end."""
    return min(start + PAUSE, start + (end - start) / 2)
