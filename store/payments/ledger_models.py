"""What the store owes each vendor, or the reverse, row by row."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.utils import timezone

from store.orders.priced_lines import RATE_PLACES
from store.payments.choices import EntryKind
from store.payments.models import Payment, Refund, actor_field, money_field
from store.payments.querysets import LedgerQuerySet, PayoutQuerySet


class LedgerEntry(models.Model):
    """Append-only. The balance of a vendor, or (null) of the store itself, is the sum.

    The sum of all rows is the money that the store has in hand.
    """

    vendor = models.ForeignKey(
        "store.Vendor",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ledger_entries",
    )
    kind = models.CharField(max_length=20, choices=EntryKind)
    amount = money_field(help_text="Above zero: the store owes it.")
    tax = money_field(default=0, help_text="How much of the amount is tax.")
    rate = models.DecimalField(
        max_digits=RATE_PLACES + 1, decimal_places=RATE_PLACES, null=True, blank=True
    )
    order = models.ForeignKey(
        "store.Order", models.PROTECT, null=True, blank=True, related_name="ledger"
    )
    item = models.ForeignKey(
        "store.OrderItem", models.PROTECT, null=True, blank=True, related_name="ledger"
    )
    payment = models.ForeignKey(
        Payment, models.PROTECT, null=True, blank=True, related_name="ledger"
    )
    refund = models.ForeignKey(
        Refund, models.PROTECT, null=True, blank=True, related_name="ledger"
    )
    payout = models.OneToOneField(
        "store.Payout", models.PROTECT, null=True, blank=True, related_name="entry"
    )
    note = models.CharField(max_length=255, blank=True, default="")
    by = actor_field()
    at = models.DateTimeField(default=timezone.now, editable=False)
    key = models.CharField(
        max_length=100,
        unique=True,
        editable=False,
        help_text="What happens once is written once.",
    )

    objects = LedgerQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "ledger entries"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["vendor", "-id"]),
            # A balance is read off this one alone.
            models.Index(fields=["vendor", "kind", "amount"]),
            models.Index(fields=["vendor", "at"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            self.refuse()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        self.refuse()

    def refuse(self) -> NoReturn:
        raise TypeError("The ledger is append-only: write another row.")


class Payout(models.Model):
    """A settlement: the rows it names, and what was paid for them."""

    vendor = models.ForeignKey("store.Vendor", models.PROTECT, related_name="payouts")
    amount = money_field(
        help_text="The sum of its rows; below zero, the vendor pays the store."
    )
    currency = models.CharField(max_length=3)
    until = models.DateTimeField(help_text="Rows before this moment are in it.")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    paid_at = models.DateTimeField(null=True, blank=True, editable=False)
    reference = models.CharField(max_length=255, blank=True, default="")
    by = actor_field()

    objects = PayoutQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["vendor", "-id"])]

    def __str__(self) -> str:
        return f"Payout {self.pk}: {self.amount} {self.currency}"


class PayoutLine(models.Model):
    """A row of the ledger is settled once."""

    payout = models.ForeignKey(Payout, models.PROTECT, related_name="lines")
    entry = models.OneToOneField(LedgerEntry, models.PROTECT, related_name="settled_in")

    class Meta:
        ordering = ["entry_id"]

    def __str__(self) -> str:
        return f"Row {self.entry_id}"
