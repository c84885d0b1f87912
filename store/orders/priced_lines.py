"""The columns of a line that say how its price came about."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import models

from store.pricing.amounts import ZERO, LineAmounts, price_line
from store.pricing.calculate import LinePrice
from store.shared.money import to_cents

AMOUNT_DIGITS = 16
RATE_PLACES = 4


def amount_field(help_text: str) -> models.DecimalField[Any, Any]:
    return models.DecimalField(
        max_digits=AMOUNT_DIGITS,
        decimal_places=2,
        default=ZERO,
        db_default=ZERO,
        editable=False,
        help_text=help_text,
    )


SUMMED = ("list_amount", "promotion_discount", "coupon_discount", "tax", "total")


def sum_lines(lines: Iterable[PricedLine]) -> dict[str, Decimal]:
    """Of all these lines, by the name of the amount."""
    there = list(lines)
    return {name: sum((getattr(line, name) for line in there), ZERO) for name in SUMMED}


class PricedLine(models.Model):
    """Every part of the calculation, frozen when the order is placed."""

    promotion = models.ForeignKey(
        "store.Promotion",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    promotion_description = models.CharField(
        max_length=255, blank=True, default="", db_default="", editable=False
    )
    promotion_discount = amount_field("Off the line, by the promotion.")
    coupon_discount = amount_field("Off the line, its share of the coupon.")
    store_discount = amount_field(
        "Of both discounts, what the store bears and not the vendor."
    )
    tax_rate = models.DecimalField(
        max_digits=RATE_PLACES + 1,
        decimal_places=RATE_PLACES,
        default=Decimal(0),
        db_default=Decimal(0),
        editable=False,
    )
    tax = amount_field("On what is left after the discounts.")
    total = amount_field("What the buyer pays for the line.")
    # Null: placed before there was a ledger, or written by hand.
    commission_rate = models.DecimalField(
        max_digits=RATE_PLACES + 1,
        decimal_places=RATE_PLACES,
        null=True,
        blank=True,
        editable=False,
        help_text="The marketplace's share of what the vendor earns, before tax.",
    )

    # Given by the model that has these columns.
    quantity: Any
    unit_price: Any

    class Meta:
        abstract = True

    @property
    def list_amount(self) -> Decimal:
        return self.unit_price * self.quantity

    @property
    def net(self) -> Decimal:
        """What is sold, before tax."""
        return self.list_amount - self.promotion_discount - self.coupon_discount

    def copy_price(self, price: LinePrice) -> None:
        """What the calculation says of the line."""
        self.tax_rate = price.tax_rate
        self.store_discount = price.store_discount
        if price.promotion is not None:
            self.promotion_id = price.promotion.pk
            self.promotion_description = price.promotion.description
        self.copy_amounts(price.amounts)

    def copy_amounts(self, amounts: LineAmounts) -> None:
        self.promotion_discount = amounts.promotion_discount
        self.coupon_discount = amounts.coupon_discount
        self.tax = amounts.tax
        self.total = amounts.total

    def set_quantity_amounts(self, *, before: int) -> None:
        """Price the line anew for its quantity; discounts grow and shrink with it.

        `before` is the quantity for which the discounts were.
        """
        share = Decimal(self.quantity) / before
        discount = self.promotion_discount + self.coupon_discount
        amounts = price_line(
            unit_price=self.unit_price,
            quantity=self.quantity,
            tax_rate=self.tax_rate,
            promotion_discount=self.promotion_discount * share,
            coupon_discount=self.coupon_discount * share,
        )
        self.copy_amounts(amounts)
        if discount:
            now = amounts.promotion_discount + amounts.coupon_discount
            self.store_discount = to_cents(self.store_discount * now / discount)
