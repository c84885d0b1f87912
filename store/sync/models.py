"""When something that a customer's apps keep changed last."""

from __future__ import annotations

from django.db import models

from store.sync.querysets import CustomerClockQuerySet


class CustomerClock(models.Model):
    """The moment of the customer's last change; each of them has a later one.

    Moments are given out under the lock of the customer's row, which is kept until the change
    is committed: whoever reads this one sees every change that came before it.
    """

    customer = models.OneToOneField(
        "store.Customer", models.CASCADE, primary_key=True, related_name="clock"
    )
    moment = models.DateTimeField()

    objects = CustomerClockQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Customer {self.customer_id}"
