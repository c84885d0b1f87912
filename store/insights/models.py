"""What a customer looked at and searched for: the newest of each, written in the background."""

from __future__ import annotations

from django.db import models

from store.insights.querysets import HistoryQuerySet

LONGEST_WORDS = 200


class HistoryEntry(models.Model):
    """Something a customer did once or more; the last time counts."""

    times = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()

    objects = HistoryQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-last_at", "-id"]


class ProductView(HistoryEntry):
    """That a customer opened a product."""

    # The index of the constraint below is its own, here and in SearchQuery.
    customer = models.ForeignKey(
        "store.Customer", models.CASCADE, db_index=False, related_name="product_views"
    )
    # No constraint in the database: its check would lock the product, and a checkout that
    # sells it would wait for its history, or the two for each other.
    product = models.ForeignKey(
        "store.Product",
        models.CASCADE,
        db_constraint=False,
        related_name="views",
    )

    class Meta(HistoryEntry.Meta):
        indexes = [models.Index(fields=["last_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "product"], name="one_view_per_customer_and_product"
            )
        ]

    def __str__(self) -> str:
        return f"Product {self.product_id}, {self.times} times"


class ProductViewDay(models.Model):
    """How many readers viewed a product on one day, each once; it does not say who."""

    # The index of the constraint below is its own; why no constraint binds it, see above.
    product = models.ForeignKey(
        "store.Product",
        models.CASCADE,
        db_index=False,
        db_constraint=False,
        related_name="+",
    )
    day = models.DateField(help_text="In the store's time zone.")
    readers = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["day", "product"])]
        constraints = [
            models.UniqueConstraint(
                fields=["product", "day"], name="one_row_of_readers_per_product_and_day"
            )
        ]

    def __str__(self) -> str:
        return f"Product {self.product_id}: {self.day}"


class SearchQuery(HistoryEntry):
    """That a customer searched for some words, and what came first the last time."""

    customer = models.ForeignKey(
        "store.Customer", models.CASCADE, db_index=False, related_name="search_queries"
    )
    words = models.CharField(max_length=LONGEST_WORDS, help_text="As typed.")
    digest = models.CharField(
        max_length=64,
        help_text="Of the words in lower case: engines differ in which texts are equal.",
    )
    product_ids = models.JSONField(
        default=list, blank=True, help_text="The products that came first, in order."
    )

    class Meta(HistoryEntry.Meta):
        verbose_name_plural = "search queries"
        indexes = [models.Index(fields=["last_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "digest"], name="one_search_per_customer_and_words"
            )
        ]

    def __str__(self) -> str:
        return f"{self.words}, {self.times} times"
