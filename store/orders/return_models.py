"""What customers want to send back."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from store.orders.choices import (
    MOST_OF_A_NOTE,
    MOST_OF_WORDS,
    ReturnReason,
    ReturnStatus,
)
from store.orders.models import OrderItem
from store.orders.querysets import ReturnQuerySet


class ReturnRequest(models.Model):
    """A customer asks to give a delivered line back; whoever sold it decides, once.

    Written by `returns.py`, and by `moves.py` when the line becomes returned.
    """

    item = models.ForeignKey(OrderItem, models.CASCADE, related_name="returns")
    # The same line again, null once it was withdrawn: a unique column may hold many nulls
    # on every engine, so that no line has two requests that stand.
    standing = models.OneToOneField(
        OrderItem,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="standing_return",
        editable=False,
    )
    # The line's, kept here so that a vendor's queue is read off an index.
    vendor = models.ForeignKey(
        "store.Vendor",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="returns",
    )
    reason = models.CharField(max_length=20, choices=ReturnReason)
    words = models.TextField(
        max_length=MOST_OF_WORDS,
        blank=True,
        default="",
        help_text="Of the customer.",
    )
    status = models.CharField(
        max_length=20, choices=ReturnStatus, default=ReturnStatus.ASKED
    )
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name="decided by",
    )
    note = models.TextField(
        max_length=MOST_OF_A_NOTE,
        blank=True,
        default="",
        help_text="To the customer, of whoever decided.",
    )
    restocked = models.BooleanField(
        null=True,
        blank=True,
        editable=False,
        help_text="Whether it can be sold again and is back in stock; null: not accepted.",
    )

    objects = ReturnQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["vendor", "status", "-id"]),
            models.Index(fields=["status", "-id"]),
        ]
        constraints = [
            models.CheckConstraint(
                # Not null is said: what compares with null violates no CHECK.
                condition=models.Q(standing__isnull=True, status=ReturnStatus.WITHDRAWN)
                | models.Q(standing__isnull=False, standing=models.F("item"))
                & ~models.Q(status=ReturnStatus.WITHDRAWN),
                name="return_stands_until_withdrawn",
            )
        ]

    def __str__(self) -> str:
        return f"Return of line {self.item_id}"
