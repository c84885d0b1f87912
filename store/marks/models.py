"""What readers mark in their books."""

from __future__ import annotations

from django.db import models

from store.marks.choices import (
    LONGEST_LOCATOR,
    LONGEST_NOTE,
    LONGEST_TEXT,
    LONGEST_TITLE,
    Color,
    Kind,
)
from store.marks.querysets import MarkQuerySet
from store.sync.choices import LONGEST_DEVICE_ID, LONGEST_DEVICE_NAME


class Mark(models.Model):
    """A bookmark or a highlight of one customer in one product.

    It belongs to these two, not to the entry of the library, which goes with a refund. A
    deleted one stays, without its content: other devices have to hear of it.
    """

    customer = models.ForeignKey("store.Customer", models.CASCADE, related_name="marks")
    product = models.ForeignKey("store.Product", models.CASCADE, related_name="marks")
    kind = models.CharField(max_length=10, choices=Kind)
    uid = models.UUIDField(help_text="Made by the device; the id in the API.")
    locator = models.CharField(max_length=LONGEST_LOCATOR, blank=True)
    locator_end = models.CharField(max_length=LONGEST_LOCATOR, blank=True)
    page = models.PositiveIntegerField(null=True, blank=True)
    progression = models.FloatField(null=True, blank=True)
    title = models.CharField(max_length=LONGEST_TITLE, blank=True)
    text = models.TextField(max_length=LONGEST_TEXT, blank=True)
    color = models.CharField(max_length=10, choices=Color, blank=True)
    note = models.TextField(max_length=LONGEST_NOTE, blank=True)
    device_id = models.CharField(max_length=LONGEST_DEVICE_ID, blank=True)
    device_name = models.CharField(max_length=LONGEST_DEVICE_NAME, blank=True)
    modified = models.DateTimeField(help_text="By the clock of the device.")
    is_deleted = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField(help_text="The moment of the customer's clock.")

    objects = MarkQuerySet.as_manager()

    class Meta:
        ordering = ["-updated_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "kind", "uid"],
                name="one_mark_per_customer_and_id",
            )
        ]
        indexes = [
            models.Index(
                fields=["customer", "product", "kind", "updated_at"],
                name="marks_of_a_book",
            ),
            models.Index(
                fields=["customer", "kind", "updated_at"], name="marks_of_all_books"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.uid}"
