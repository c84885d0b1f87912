"""Moments of changes, each later than every one before."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from store.customers.models import Customer
from store.sync.choices import Kind
from store.sync.models import CustomerClock, RemovedRow

STEP = timedelta(microseconds=1)


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
    if clock is not None:
        # Clocks of machines differ, and are set back.
        first = max(first, clock.moment + STEP)
    moments = [first + number * STEP for number in range(count)]
    # Whoever else would write it waits for the customer's row.
    if clock is None:
        CustomerClock.objects.create(pk=customer_id, moment=moments[-1])
    else:
        CustomerClock.objects.filter(pk=customer_id).update(moment=moments[-1])
    return moments


def note_removed(*, customer_id: int, kind: Kind, key: int, moment: datetime) -> None:
    """That a row went out of a list, at a moment of `tick`. In the same transaction."""
    RemovedRow.objects.update_or_create(
        customer_id=customer_id, kind=kind, key=key, defaults={"updated_at": moment}
    )


def forget_removed(*, customer_id: int, kind: Kind, key: int) -> None:
    """It is in the list again. In the transaction that puts it there."""
    RemovedRow.objects.filter(customer_id=customer_id, kind=kind, key=key).delete()
