"""Arithmetic with money: Decimal, two places, rounded half up, once."""

from decimal import ROUND_HALF_UP, Decimal

from django.conf import settings

CENT = Decimal("0.01")
MAX_DIGITS = 10
MAX_AMOUNT = Decimal("99999999.99")


def to_cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def with_tax(price: Decimal) -> Decimal:
    """The price a buyer pays, tax included at STORE_TAX_RATE, rounded to cents."""
    return to_cents(price * (1 + settings.STORE_TAX_RATE))
