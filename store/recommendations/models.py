"""What is bought together and what is popular: written in the background, read at once.

Counts of products, of nobody in particular: no row names a customer, and no pair stays
that only one customer bought. No database constraint binds the rows to products:
counting must not wait for a checkout that holds a product's row, nor the reverse.
"""

from __future__ import annotations

from typing import Any

from django.db import models


class BoughtTogether(models.Model):
    """That customers who bought a product also bought another one; the best few for each."""

    # The index of the constraint below is its own.
    product = models.ForeignKey(
        "store.Product",
        models.CASCADE,
        db_index=False,
        db_constraint=False,
        related_name="+",
    )
    other = models.ForeignKey(
        "store.Product", models.CASCADE, db_constraint=False, related_name="+"
    )
    customers = models.PositiveIntegerField(help_text="Who bought both.")
    score = models.FloatField(help_text="From 0 to 1; see figures.py.")

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["product", "other"], name="one_row_a_pair")
        ]

    def __str__(self) -> str:
        return f"Products {self.product_id} and {self.other_id}"


class PairedProduct(models.Model):
    """How many customers bought a product, and whether its pairs have to be counted anew."""

    product = models.OneToOneField(
        "store.Product",
        models.CASCADE,
        primary_key=True,
        db_constraint=False,
        related_name="+",
    )
    buyers = models.PositiveIntegerField(default=0, help_text="Who kept it.")
    is_stale = models.BooleanField(default=True, db_index=True)
    counted_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"Product {self.product_id}"


class PairedOrder(models.Model):
    """The products of an order when its pairs were counted; it outlives its order."""

    order_id = models.BigIntegerField(primary_key=True)
    is_stale = models.BooleanField(
        default=True, db_index=True, help_text="Changed since then."
    )
    product_ids: models.JSONField[Any, Any] = models.JSONField(default=list)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"Order {self.order_id}"


class PairCounter(models.Model):
    """One row; whoever counts pairs holds its lock."""

    counted_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"Counted at {self.counted_at}"


class PopularProduct(models.Model):
    """A place on a list of what sells best: of everything, of a genre or of a collection."""

    among = models.CharField(
        max_length=30, help_text="`everything`, `genre:3` or `collection:2`."
    )
    place = models.PositiveSmallIntegerField(help_text="From 0 on.")
    product = models.ForeignKey(
        "store.Product", models.CASCADE, db_constraint=False, related_name="+"
    )

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["among", "place"], name="one_at_a_place")
        ]

    def __str__(self) -> str:
        return f"{self.among} {self.place}: product {self.product_id}"
