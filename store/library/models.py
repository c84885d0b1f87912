"""What a customer holds."""

from django.conf import settings
from django.db import models

from store.library.choices import Source
from store.library.querysets import LibraryEntryQuerySet


class LibraryEntry(models.Model):
    """A customer holds an item: it was given to them, or they bought it."""

    customer = models.ForeignKey(
        "store.Customer", models.CASCADE, related_name="library"
    )
    product = models.ForeignKey("store.Product", models.CASCADE, related_name="holders")
    source = models.CharField(
        max_length=10, choices=Source, default=Source.GRANTED, editable=False
    )
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    objects = LibraryEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = "held item"
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "product"],
                name="one_entry_per_customer_and_product",
                violation_error_message="This customer holds the product already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.customer}: {self.product}"
