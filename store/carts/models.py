"""What someone means to buy."""

from decimal import Decimal
from uuid import uuid4

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Now

from store.carts.querysets import (
    CartItemQuerySet,
    CartQuerySet,
    ClaimedCartQuerySet,
)
from store.shared.money import MAX_DIGITS, to_cents

MAX_QUANTITY = 30_000


class Cart(models.Model):
    """Open to whoever holds its id, or a customer's own: at most one each."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    customer = models.OneToOneField(
        "store.Customer",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="cart",
        editable=False,
    )
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    objects = CartQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def total_price(self) -> Decimal:
        """The sum of the lines at today's list prices; reads `items` as prefetched."""
        return sum((item.total_price for item in self.items.all()), Decimal(0))


class CartItem(models.Model):
    cart = models.ForeignKey(Cart, models.CASCADE, related_name="items")
    product = models.ForeignKey("store.Product", models.CASCADE)
    quantity = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(MAX_QUANTITY)]
    )
    # Null: a line of before the column, of which nothing is known.
    added_price = models.DecimalField(
        max_digits=MAX_DIGITS,
        decimal_places=2,
        null=True,
        blank=True,
        editable=False,
        help_text="The list price when the line was made; more of it changes nothing.",
    )
    updated_at = models.DateTimeField(auto_now=True, db_default=Now())

    objects = CartItemQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["cart", "product"], name="one_line_per_cart_and_product"
            ),
            models.CheckConstraint(
                condition=models.Q(quantity__gte=1), name="cart_quantity_at_least_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.product}"

    @property
    def total_price(self) -> Decimal:
        return to_cents(self.quantity * self.product.unit_price)

    @property
    def price_changed(self) -> bool:
        """Whether today's list price is another one; false when the old one is unknown."""
        return self.added_price not in {None, self.product.unit_price}

    @property
    def left_in_stock(self) -> int:
        return self.product.inventory

    @property
    def enough_in_stock(self) -> bool:
        return self.quantity <= self.left_in_stock


class ClaimedCart(models.Model):
    """That an anonymous cart became part of a customer's own.

    So that whoever asks a second time, the first answer being lost, is not told that there
    never was such a cart.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    customer = models.ForeignKey(
        "store.Customer", models.CASCADE, related_name="+", editable=False
    )
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    objects = ClaimedCartQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.pk)
