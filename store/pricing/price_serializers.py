"""How the price of a line came about, and what lines cost together."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

AMOUNT_DIGITS = 16
PRICE: dict[str, Any] = {
    "promotion": "Mango season",
    "promotion_discount": 1.35,
    "coupon_discount": 1.22,
    "tax": 1.09,
    "total": 12.02,
}
TOTALS = {
    "list_amount": 13.5,
    "promotion_discount": 1.35,
    "coupon_discount": 1.22,
    "tax": 1.09,
    "total": 12.02,
}


def amount(help_text: str = "", **kwargs: Any) -> serializers.DecimalField:
    return serializers.DecimalField(
        max_digits=AMOUNT_DIGITS,
        decimal_places=2,
        read_only=True,
        coerce_to_string=False,
        help_text=help_text,
        **kwargs,
    )


class PricedLineSerializer(serializers.Serializer):
    """For serializers of an order's line that name the fields of `PRICE`."""

    promotion = serializers.SerializerMethodField(
        help_text="What it was called; null without one."
    )
    promotion_discount = amount("Off the line.")
    coupon_discount = amount("The line's share of the coupon.")
    tax = amount("On what is left after both discounts.")
    total = amount("What is paid for the line.")

    def get_promotion(self, line: Any) -> str | None:
        return line.promotion_description or None


@extend_schema_serializer(component_name="OrderTotals")
class TotalsSerializer(serializers.Serializer):
    """Sums over all lines; those of an order as they were placed, cancelled ones too."""

    list_amount = amount("Unit prices times quantities.")
    promotion_discount = amount()
    coupon_discount = amount()
    tax = amount()
    total = amount("What is paid.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"read_only": True, **kwargs})
