"""What a customer holds."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from store.library.choices import Source
from store.library.querysets import GoneEntryQuerySet, LibraryEntryQuerySet
from store.shared.moments import UtcNow


class LibraryEntry(models.Model):
    """A customer holds an item: it was given to them, or they bought it, or both.

    What was bought and given as well says `bought`, and stays when the money goes back.
    Written by `entries.py`.
    """

    customer = models.ForeignKey(
        "store.Customer", models.CASCADE, related_name="library"
    )
    product = models.ForeignKey("store.Product", models.CASCADE, related_name="holders")
    source = models.CharField(
        max_length=10, choices=Source, default=Source.GRANTED, editable=False
    )
    is_granted = models.BooleanField(default=True, db_default=True, editable=False)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    # Since then the customer has held it without a break: editions that were replaced later
    # are theirs as well.
    created_at = models.DateTimeField(
        default=timezone.now, db_index=True, editable=False
    )
    # From the customer's clock (`store.sync`), at each change that their apps should see.
    updated_at = models.DateTimeField(
        default=timezone.now, db_default=UtcNow(), editable=False
    )

    objects = LibraryEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = "held item"
        indexes = [
            models.Index(fields=["customer", "updated_at"], name="held_item_changes")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "product"],
                name="one_entry_per_customer_and_product",
                violation_error_message="This customer holds the product already.",
            ),
            models.CheckConstraint(
                condition=models.Q(is_granted=True) | models.Q(source=Source.BOUGHT),
                name="held_items_are_granted_or_bought",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.customer}: {self.product}"


class GoneEntry(models.Model):
    """That a customer does not hold an item any more, for their apps."""

    customer = models.ForeignKey(
        "store.Customer", models.CASCADE, related_name="gone_library"
    )
    entry_id = models.PositiveBigIntegerField()
    # Numbers: the product may be gone as well.
    product_id = models.PositiveBigIntegerField()
    updated_at = models.DateTimeField()

    objects = GoneEntryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["customer", "updated_at"], name="gone_item_changes")
        ]

    def __str__(self) -> str:
        return f"Entry {self.entry_id} of customer {self.customer_id}"
