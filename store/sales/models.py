"""What the store and its vendors sold, counted: written by `counting.py` and nobody else.

None of these rows says anything that the lines of the orders do not say; with 100,000
orders it takes too long to ask those. No database constraint binds them to what they
count: counting must not wait for a checkout that holds a product's row, nor the reverse.
"""

from __future__ import annotations

from typing import Any

from django.db import models

from store.orders.choices import OrderStatus
from store.sales.querysets import VendorCustomerQuerySet


class SalesFigures(models.Model):
    """Lines that were cancelled or returned are refused, all others are kept."""

    orders = models.IntegerField(default=0, help_text="Of which a line was kept.")
    units = models.IntegerField(default=0, help_text="Of the lines kept.")
    revenue = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    refused_units = models.IntegerField(default=0)
    refused_value = models.DecimalField(max_digits=14, decimal_places=2, default=0)

    class Meta:
        abstract = True


class VendorFigures(SalesFigures):
    """Of one vendor; what the store itself sells is not in them."""

    vendor = models.ForeignKey(
        "store.Vendor", models.CASCADE, related_name="+", db_constraint=False
    )

    class Meta:
        abstract = True


class VendorDay(VendorFigures):
    """What was ordered from a vendor on one day."""

    day = models.DateField(help_text="In the store's time zone.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["vendor", "day"], name="one_row_per_day")
        ]
        indexes = [models.Index(fields=["day"])]

    def __str__(self) -> str:
        return f"Vendor {self.vendor_id}: {self.day}"


class VendorProduct(VendorFigures):
    """What was ordered of one product while it was this vendor's."""

    product = models.ForeignKey(
        "store.Product", models.CASCADE, related_name="+", db_constraint=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["vendor", "product"], name="one_row_per_product"
            )
        ]
        indexes = [models.Index(fields=["vendor", "-units"])]

    def __str__(self) -> str:
        return f"Vendor {self.vendor_id}: product {self.product_id}"


class VendorCustomer(VendorFigures):
    """What one customer ordered from a vendor."""

    customer = models.ForeignKey(
        "store.Customer", models.CASCADE, related_name="+", db_constraint=False
    )

    objects = VendorCustomerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["vendor", "customer"], name="one_row_per_customer"
            )
        ]
        indexes = [
            models.Index(fields=["vendor", "-revenue"]),
            models.Index(fields=["vendor", "-orders"]),
            models.Index(fields=["vendor", "-units"]),
        ]

    def __str__(self) -> str:
        return f"Vendor {self.vendor_id}: customer {self.customer_id}"


class VendorStatusCount(VendorFigures):
    """The parts of orders with one status: all of them, refused ones as well."""

    status = models.CharField(max_length=20, choices=OrderStatus)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["vendor", "status"], name="one_row_per_status"
            )
        ]

    def __str__(self) -> str:
        return f"{self.vendor}: {self.status}"


class StoreDay(SalesFigures):
    """What was ordered on one day, of whomever: an order of three vendors counts once."""

    day = models.DateField(help_text="In the store's time zone.")
    is_own = models.BooleanField(help_text="Only what the store itself sells.")

    class Meta:
        verbose_name = "sales report"
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["is_own", "day"], name="one_row_per_day_of_the_store"
            )
        ]

    def __str__(self) -> str:
        return f"{'The store itself' if self.is_own else 'Everything'}: {self.day}"


class ProductPeriod(SalesFigures):
    """What was ordered of one product, of whomever, on one day or in one whole month.

    A window of a year is read off its months and a few single days.
    """

    product = models.ForeignKey(
        "store.Product", models.CASCADE, related_name="+", db_constraint=False
    )
    period = models.CharField(
        max_length=10, help_text="2026-11-21 or, of a month, 2026-11."
    )

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["period", "product"], name="one_row_per_product_and_period"
            )
        ]

    def __str__(self) -> str:
        return f"Product {self.product_id}: {self.period}"


class CountedOrder(models.Model):
    """What of an order is in the figures, so that the difference can be added.

    It outlives its order: one that was deleted has to be taken out again.
    """

    order_id = models.BigIntegerField(primary_key=True)
    is_stale = models.BooleanField(
        default=True, db_index=True, help_text="Changed since it was counted."
    )
    figures: models.JSONField[Any, Any] = models.JSONField(default=list)
    version = models.PositiveSmallIntegerField(
        default=0, db_default=0, help_text="Of the rules by which it was counted."
    )

    def __str__(self) -> str:
        return f"Order {self.order_id}"


class SalesCounter(models.Model):
    """One row; whoever counts holds its lock."""

    counted_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"Counted at {self.counted_at}"
