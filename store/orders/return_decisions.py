"""The end of a request to return a line, whoever brings it about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from store.orders.choices import ReturnStatus
from store.orders.errors import ReturnDecided
from store.orders.models import OrderItem
from store.orders.return_models import ReturnRequest
from store.shared.identity import user_id
from store.signals import return_changed


def accept_asked(*, lines: Sequence[OrderItem], by: object, restocked: bool) -> None:
    """Accept what is asked for of the lines of a locked order, now that they are back."""
    keys = [line.pk for line in lines]
    asked = ReturnRequest.objects.select_for_update().filter(
        standing__in=keys, status=ReturnStatus.ASKED
    )
    if requests := list(asked.order_by("pk")):
        decide(requests=requests, to=ReturnStatus.ACCEPTED, by=by, restocked=restocked)


def decide(
    *, requests: Sequence[ReturnRequest], to: str, by: object, **values: Any
) -> None:
    """Write what was decided, each request only if it was open still, and announce it.

    Where row locks do not exist, or a caller forgot them, the second of two is refused by
    this alone. Raises ReturnDecided.
    """
    values |= {"status": to, "decided_at": timezone.now(), "by_id": user_id(by)}
    written = ReturnRequest.objects.filter(
        pk__in=[request.pk for request in requests], status=ReturnStatus.ASKED
    ).update(**values)
    if written != len(requests):
        raise ReturnDecided(status=ReturnRequest.objects.get(pk=requests[0].pk).status)
    for request in requests:
        for name, value in values.items():
            setattr(request, name, value)
    return_changed.send(sender=ReturnRequest, requests=requests)
