"""What a line costs: the one place where amounts are rounded and tax is added."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from store.shared.money import to_cents

ZERO = Decimal("0.00")


@dataclass(frozen=True, kw_only=True)
class LineAmounts:
    """Of a whole line, in the store's currency, each part in cents.

    `net` is what is sold before tax, and `total` what the buyer pays; nothing is below
    zero, and `list_amount - discounts + tax` is the total exactly.
    """

    list_amount: Decimal
    promotion_discount: Decimal
    coupon_discount: Decimal
    tax: Decimal

    @property
    def net(self) -> Decimal:
        return self.list_amount - self.promotion_discount - self.coupon_discount

    @property
    def total(self) -> Decimal:
        return self.net + self.tax


def price_line(
    *,
    unit_price: Decimal,
    quantity: int,
    tax_rate: Decimal,
    promotion_discount: Decimal = ZERO,
    coupon_discount: Decimal = ZERO,
) -> LineAmounts:
    """The amounts of a line. Discounts are for the whole line; more than the line costs is
    not taken off. Tax is rounded once, half up, on what is left of the line.
    """
    list_amount = to_cents(Decimal(unit_price) * quantity)
    promoted = min(max(to_cents(promotion_discount), ZERO), list_amount)
    redeemed = min(max(to_cents(coupon_discount), ZERO), list_amount - promoted)
    return LineAmounts(
        list_amount=list_amount,
        promotion_discount=promoted,
        coupon_discount=redeemed,
        tax=to_cents((list_amount - promoted - redeemed) * tax_rate),
    )
