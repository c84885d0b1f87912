"""When something that a customer's apps keep changed last."""

from __future__ import annotations

from django.db import models

from store.sync.choices import Kind
from store.sync.querysets import CustomerClockQuerySet, RemovedRowQuerySet


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


class RemovedRow(models.Model):
    """What was in a list that a customer's apps keep, and is there no more."""

    customer = models.ForeignKey(
        "store.Customer", models.CASCADE, related_name="removed_rows"
    )
    kind = models.CharField(max_length=20, choices=Kind)
    key = models.PositiveBigIntegerField(help_text="By which the list named it.")
    updated_at = models.DateTimeField(help_text="When it was taken out.")

    objects = RemovedRowQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "kind", "key"], name="a_row_is_removed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.key}"
