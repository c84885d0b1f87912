"""How orders are paid: attempts, money that came, and money that goes back."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from store.orders.priced_lines import AMOUNT_DIGITS
from store.payments.choices import (
    AttemptStatus,
    Holder,
    PaymentMethod,
    RefundStatus,
    UnappliedReason,
)
from store.payments.querysets import (
    PaymentQuerySet,
    RefundQuerySet,
    UnappliedQuerySet,
)


def money_field(**options: Any) -> models.DecimalField[Any, Any]:
    return models.DecimalField(max_digits=AMOUNT_DIGITS, decimal_places=2, **options)


def actor_field() -> models.ForeignKey[Any, Any]:
    """The user who did it; null: the store by itself, or somebody since erased."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )


class Payment(models.Model):
    """An attempt to pay an order, or (cash on delivery) one vendor's part of it."""

    order = models.ForeignKey("store.Order", models.CASCADE, related_name="payments")
    vendor_order = models.ForeignKey(
        "store.VendorOrder",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="payments",
        help_text="Null: for the whole order.",
    )
    method = models.CharField(max_length=30, choices=PaymentMethod)
    status = models.CharField(max_length=20, choices=AttemptStatus)
    amount = money_field(
        help_text="What is asked for; once money has come, what has come."
    )
    currency = models.CharField(max_length=3)
    provider_id = models.CharField(max_length=100, unique=True, null=True, blank=True)
    checkout_url = models.URLField(max_length=500, blank=True, default="")
    held_by = models.CharField(
        max_length=10,
        choices=Holder,
        blank=True,
        default="",
        help_text="Who has, or had, the cash.",
    )
    reference = models.CharField(
        max_length=255, blank=True, default="", help_text="Of a transfer."
    )
    error = models.CharField(max_length=255, blank=True, default="")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    received_at = models.DateTimeField(null=True, blank=True, editable=False)
    # When to ask the provider again; null: nothing more is expected from there.
    next_check_at = models.DateTimeField(null=True, blank=True, db_index=True)
    checks = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["status", "method"]),
            models.Index(fields=["method", "-created_at"]),
            models.Index(fields=["-created_at", "-id"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__gte=0), name="payment_never_negative"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_method_display()}, order {self.order_id}"

    @property
    def vendor_id(self) -> int | None:
        """Of the part that is paid; None for the whole order and for the store's part."""
        return self.vendor_order.vendor_id if self.vendor_order else None


class PaymentChange(models.Model):
    """Who brought a payment from which status to which."""

    payment = models.ForeignKey(Payment, models.CASCADE, related_name="changes")
    from_status = models.CharField(max_length=20, choices=AttemptStatus, blank=True)
    to_status = models.CharField(max_length=20, choices=AttemptStatus)
    note = models.CharField(max_length=255, blank=True, default="")
    by = actor_field()
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.get_from_status_display()} → {self.get_to_status_display()}"


class PaymentEvent(models.Model):
    """What a provider told us, kept as it came; each event once."""

    provider = models.CharField(max_length=30, choices=PaymentMethod)
    event_id = models.CharField(max_length=100)
    kind = models.CharField(max_length=100, blank=True, default="")
    checkout_id = models.CharField(max_length=100, blank=True, default="")
    body = models.TextField()
    received_at = models.DateTimeField(default=timezone.now, db_index=True)
    processed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=255, blank=True, default="")
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "event_id"], name="one_row_per_payment_event"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.event_id}"


class UnappliedPayment(models.Model):
    """Money that came and pays for nothing: staff give it back, and say so here."""

    key = models.CharField(
        max_length=120, unique=True, editable=False, help_text="Money is in here once."
    )
    payment = models.ForeignKey(
        Payment, models.SET_NULL, null=True, blank=True, related_name="unapplied"
    )
    order = models.ForeignKey(
        "store.Order", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    method = models.CharField(max_length=30, choices=PaymentMethod)
    provider_id = models.CharField(max_length=100, blank=True, default="")
    amount = money_field()
    currency = models.CharField(max_length=3)
    reason = models.CharField(max_length=20, choices=UnappliedReason)
    found_at = models.DateTimeField(default=timezone.now, db_index=True)
    refunded_at = models.DateTimeField(null=True, blank=True, db_index=True)
    reference = models.CharField(
        max_length=255, blank=True, default="", help_text="Of the refund."
    )
    by = actor_field()

    objects = UnappliedQuerySet.as_manager()

    class Meta:
        verbose_name = "unapplied payment"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}: {self.get_reason_display()}"


class Refund(models.Model):
    """What the buyer gets back for lines of one vendor's part that were paid."""

    order = models.ForeignKey("store.Order", models.PROTECT, related_name="refunds")
    vendor_order = models.ForeignKey(
        "store.VendorOrder", models.PROTECT, null=True, related_name="refunds"
    )
    amount = money_field()
    currency = models.CharField(max_length=3)
    status = models.CharField(
        max_length=10, choices=RefundStatus, default=RefundStatus.OWED
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    paid_at = models.DateTimeField(null=True, blank=True, editable=False)
    paid_by = models.CharField(
        max_length=10,
        choices=Holder,
        blank=True,
        default="",
        help_text="Whose money it was.",
    )
    reference = models.CharField(max_length=255, blank=True, default="")
    by = actor_field()

    objects = RefundQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["status", "-created_at"])]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}, order {self.order_id}"


class RefundLine(models.Model):
    """A line is refunded once."""

    refund = models.ForeignKey(Refund, models.CASCADE, related_name="lines")
    item = models.OneToOneField(
        "store.OrderItem", models.PROTECT, related_name="refund"
    )
    amount = money_field()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.amount} for line {self.item_id}"
