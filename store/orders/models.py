"""What was bought."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

from store.customers.models import Company
from store.orders.choices import OrderStatus, PaymentMethod, PaymentStatus
from store.orders.delivery_columns import DeliveryColumns
from store.orders.priced_lines import PricedLine, sum_lines
from store.orders.querysets import OrderQuerySet, VendorOrderQuerySet
from store.shared.moments import moment_field
from store.shared.money import MAX_DIGITS


def status_field() -> models.CharField[Any, Any]:
    """Written by `moves.py` and nobody else."""
    return models.CharField(
        max_length=20,
        choices=OrderStatus,
        default=OrderStatus.ORDER_PLACED,
        db_default=OrderStatus.ORDER_PLACED,
        editable=False,
    )


class Order(DeliveryColumns, models.Model):
    """What a customer placed, once: titles, prices and vendors as they were then."""

    PAYMENT_STATUS_PENDING = PaymentStatus.PENDING
    PAYMENT_STATUS_COMPLETE = PaymentStatus.COMPLETE
    PAYMENT_STATUS_FAILED = PaymentStatus.FAILED
    PAYMENT_STATUS_REFUNDED = PaymentStatus.REFUNDED

    placed_at = models.DateTimeField(auto_now_add=True)
    updated_at = moment_field()
    payment_status = models.CharField(
        max_length=1, choices=PaymentStatus, default=PaymentStatus.PENDING
    )
    customer = models.ForeignKey(
        "store.Customer", models.PROTECT, related_name="orders"
    )
    status = status_field()
    payment_method = models.CharField(
        max_length=30,
        choices=PaymentMethod,
        blank=True,
        default="",
        db_default="",
        editable=False,
        help_text="Chosen at the checkout; empty: not chosen yet.",
    )
    coupon_code = models.CharField(
        max_length=50, blank=True, default="", db_default="", editable=False
    )
    company = models.ForeignKey(
        "store.Company",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="orders",
    )
    billed_name = models.CharField(
        max_length=255, blank=True, default="", db_default="", editable=False
    )
    billed_tax_number = models.CharField(
        max_length=50, blank=True, default="", db_default="", editable=False
    )
    billed_address = models.CharField(
        max_length=255, blank=True, default="", db_default="", editable=False
    )

    objects = OrderQuerySet.as_manager()

    class Meta:
        ordering = ["-placed_at", "-id"]
        indexes = [
            # Down to the key: MariaDB would sort all orders of a customer for the newest.
            models.Index(fields=["customer", "-placed_at", "-id"]),
            models.Index(fields=["customer", "status"]),
            models.Index(fields=["status", "-placed_at"]),
        ]
        permissions = [("cancel_order", "Can cancel order")]

    def __str__(self) -> str:
        return f"Order {self.pk}"

    @property
    def contact_name(self) -> str:
        """Whom a vendor asks for."""
        return self.delivery_name or self.customer.user.get_full_name()

    @property
    def contact_phone(self) -> str:
        return self.delivery_phone or self.customer.phone

    def bill_to(self, company: Company | None) -> None:
        """Copy what the invoice says; the company may be edited or deleted later."""
        if company is None:
            return
        self.company = company
        self.billed_name = company.name
        self.billed_tax_number = company.tax_number or ""
        self.billed_address = company.address

    @property
    def totals(self) -> dict[str, Decimal]:
        """Of all its lines, as they were placed."""
        return sum_lines(self.items.all())

    @property
    def billed_to(self) -> dict[str, str | None] | None:
        """The company as it was; None for an order of a person."""
        if not self.billed_name:
            return None
        return {
            "name": self.billed_name,
            "tax_number": self.billed_tax_number or None,
            "address": self.billed_address,
        }


class VendorOrder(models.Model):
    """The part of an order that one vendor (null: the store itself) fulfils."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="vendor_orders")
    vendor = models.ForeignKey(
        "store.Vendor",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="vendor_orders",
    )
    # The order's, kept here so that a vendor's newest are read off an index.
    placed_at = models.DateTimeField(
        default=timezone.now, db_default=Now(), editable=False
    )
    status = status_field()

    objects = VendorOrderQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["status", "vendor"]),
            models.Index(fields=["vendor", "-placed_at", "-id"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["order", "vendor"], name="one_part_per_order_and_vendor"
            )
        ]

    def __str__(self) -> str:
        return f"{self.vendor or 'The store'}: order {self.order_id}"

    @property
    def totals(self) -> dict[str, Decimal]:
        """Of all its lines, as they were placed."""
        return sum_lines(self.items.all())

    @property
    def subtotal(self) -> Decimal:
        """Of its lines at list prices, without the cancelled ones."""
        lines = [
            line for line in self.items.all() if line.status != OrderStatus.CANCELLED
        ]
        return sum((line.unit_price * line.quantity for line in lines), Decimal("0.00"))


class OrderItem(PricedLine):
    """A line. `vendor`, `title`, `unit_price` and what follows from it never change."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="items")
    product = models.ForeignKey(
        "store.Product", models.PROTECT, related_name="orderitems"
    )
    quantity = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])
    unit_price = models.DecimalField(max_digits=MAX_DIGITS, decimal_places=2)
    title = models.CharField(max_length=255, blank=True, default="", db_default="")
    vendor = models.ForeignKey(
        "store.Vendor",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sold_items",
    )
    vendor_order = models.ForeignKey(
        VendorOrder, models.CASCADE, null=True, blank=True, related_name="items"
    )
    status = status_field()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.title or self.product}"

    @property
    def return_status(self) -> str | None:
        """Of the request to give it back, if there is one that was not withdrawn.

        Join `standing_return` where many lines are shown.
        """
        request = getattr(self, "standing_return", None)
        return None if request is None else request.status

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A line written by hand is priced as it stands: no promotion, today's tax."""
        if self._state.adding and not self.total:
            self.tax_rate = settings.STORE_TAX_RATE
            self.set_quantity_amounts(before=self.quantity)
        super().save(*args, **kwargs)


class StatusChange(models.Model):
    """One step of a line. A line without any is where every line begins: order_placed."""

    item = models.ForeignKey(
        OrderItem, models.CASCADE, related_name="status_changes", editable=False
    )
    from_status = models.CharField(max_length=20, choices=OrderStatus, editable=False)
    to_status = models.CharField(max_length=20, choices=OrderStatus, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.get_from_status_display()} → {self.get_to_status_display()}"
