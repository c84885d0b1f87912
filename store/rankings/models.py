"""What products are ranked by: written by `services.py` in the background, and nobody else."""

from __future__ import annotations

from django.db import models


class ProductRank(models.Model):
    """What one product has in each list; no row for a product that is in none.

    Beside the product and without a constraint that binds it: ranking must not wait for a
    checkout that holds the product, nor the reverse. It says nothing of any person.
    """

    product = models.OneToOneField(
        "store.Product",
        models.CASCADE,
        primary_key=True,
        db_constraint=False,
        related_name="rank",
    )
    sold_7 = models.PositiveIntegerField(default=0)
    sold_30 = models.PositiveIntegerField(default=0)
    sold_90 = models.PositiveIntegerField(default=0)
    stars = models.DecimalField(
        max_digits=5,
        decimal_places=4,
        null=True,
        help_text="The average, drawn towards that of all products.",
    )
    heat = models.FloatField(
        null=True, help_text="See `heat_of` in store/rankings/scores.py."
    )

    class Meta:
        default_permissions = ()
        # With the key, in the order of the lists: of two equals the newer product is first.
        indexes = [
            models.Index(fields=["sold_7", "product"]),
            models.Index(fields=["sold_30", "product"]),
            models.Index(fields=["sold_90", "product"]),
            models.Index(fields=["stars", "product"]),
            models.Index(fields=["heat", "product"]),
        ]

    def __str__(self) -> str:
        return f"Product {self.product_id}"


class RankingState(models.Model):
    """One row; whoever ranks holds its lock."""

    mean_rating = models.DecimalField(
        max_digits=5,
        decimal_places=4,
        null=True,
        help_text="Of all ratings, when all products were ranked last.",
    )
    started_at = models.DateTimeField(null=True)
    ranked_on = models.DateField(
        null=True, help_text="For which day all products were ranked; null until done."
    )

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"Ranked on {self.ranked_on}"
