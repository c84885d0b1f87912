"""Moments of changes, each later than every one before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from store.customers.models import Customer
from store.sync.choices import MOST_AHEAD, Kind
from store.sync.errors import ModifiedInFuture
from store.sync.models import CustomerClock, RemovedRow

STEP = timedelta(microseconds=1)
AT_ONCE = 500  # customers in one statement


def tick(*, customer_id: int, count: int = 1) -> list[datetime]:
    """The moments of the customer's next changes, the earliest first.

    Inside the transaction that makes the changes, before their rows are written: a second one
    waits here until the first is committed. Locks the customer's row, after those of products.
    Raises Customer.DoesNotExist.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("tick() needs a transaction")
    Customer.objects.select_for_update().only("pk").get(pk=customer_id)
    clock = CustomerClock.objects.filter(pk=customer_id).first()
    first = timezone.now()
    if clock is None:
        clock = CustomerClock(pk=customer_id)
    else:
        # Clocks of machines differ, and are set back.
        first = max(first, clock.moment + STEP)
    moments = [first + number * STEP for number in range(count)]
    clock.moment = moments[-1]
    clock.save(force_insert=clock._state.adding)
    return moments


def tick_each(*, counts: Mapping[int, int]) -> dict[int, datetime]:
    """For each customer the first of so many moments, each a STEP after the one before.

    As `tick`, in a few queries. Customers who are gone meanwhile are left out.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("tick_each() needs a transaction")
    moments: dict[int, datetime] = {}
    keys = sorted(counts)
    for start in range(0, len(keys), AT_ONCE):
        some = {pk: counts[pk] for pk in keys[start : start + AT_ONCE]}
        moments |= tick_some(some)
    return moments


def tick_some(counts: Mapping[int, int]) -> dict[int, datetime]:
    rows = Customer.objects.select_for_update().filter(pk__in=counts)
    there = list(rows.order_by("pk").values_list("pk", flat=True))
    clocks = CustomerClock.objects.in_bulk(there)
    now = timezone.now()
    first = {
        pk: max(now, clocks[pk].moment + STEP) if pk in clocks else now for pk in there
    }
    last = {pk: moment + (counts[pk] - 1) * STEP for pk, moment in first.items()}
    for pk, clock in clocks.items():
        clock.moment = last[pk]
    CustomerClock.objects.bulk_update(clocks.values(), ["moment"])
    CustomerClock.objects.bulk_create(
        CustomerClock(pk=pk, moment=last[pk]) for pk in there if pk not in clocks
    )
    return first


def note_removed(*, customer_id: int, kind: Kind, key: int, moment: datetime) -> None:
    """That a row went out of a list, at a moment of `tick`. In the same transaction."""
    RemovedRow.objects.update_or_create(
        customer_id=customer_id, kind=kind, key=key, defaults={"updated_at": moment}
    )


def forget_removed(*, customer_id: int, kind: Kind, key: int) -> None:
    """It is in the list again. In the transaction that puts it there."""
    RemovedRow.objects.filter(customer_id=customer_id, kind=kind, key=key).delete()


def refuse_future(moment: datetime) -> None:
    """One wrong clock would win over all others for ever. Raises ModifiedInFuture."""
    if moment > timezone.now() + MOST_AHEAD:
        raise ModifiedInFuture
