"""From lines, promotions, a coupon and the tax to what everything costs: pure arithmetic.

Nothing here knows a database or a clock: what is handed in is running and may be used.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from store.pricing.amounts import ZERO, LineAmounts, price_line
from store.shared.money import CENT, to_cents

HUNDRED = Decimal(100)
NOT_APPLICABLE = "coupon_not_applicable"
BELOW_MINIMUM = "coupon_minimum_not_reached"


@dataclass(frozen=True, kw_only=True)
class Line:
    """So many of one product; a product is on one line at most."""

    product_id: int
    collection_id: int
    vendor_id: int | None
    unit_price: Decimal
    quantity: int


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What an offer is for; `vendor_id` gives it and bears it, None is the store."""

    vendor_id: int | None = None
    applies_to_all: bool = False
    products: frozenset[int] = frozenset()
    collections: frozenset[int] = frozenset()

    def covers(self, line: Line) -> bool:
        """Never another vendor's product, whatever the offer names."""
        if self.vendor_id is not None and self.vendor_id != line.vendor_id:
            return False
        return (
            self.applies_to_all
            or line.product_id in self.products
            or line.collection_id in self.collections
        )


@dataclass(frozen=True, kw_only=True)
class PromotionOffer:
    """So many percent off each line that it covers."""

    pk: int
    description: str
    percent: Decimal
    scope: Scope


@dataclass(frozen=True, kw_only=True)
class CouponOffer:
    """Percent of each line that it covers, or (`percent` is None) an amount off them all."""

    pk: int
    code: str
    percent: Decimal | None = None
    amount: Decimal = ZERO
    minimum_total: Decimal = ZERO
    scope: Scope


@dataclass(frozen=True, kw_only=True)
class LinePrice:
    """What a line costs, and why; `store_discount` is the store's gift to a vendor's line."""

    line: Line
    promotion: PromotionOffer | None
    amounts: LineAmounts
    tax_rate: Decimal
    store_discount: Decimal


@dataclass(frozen=True, kw_only=True)
class Totals:
    """Sums over lines, in the store's currency."""

    list_amount: Decimal
    promotion_discount: Decimal
    coupon_discount: Decimal
    net: Decimal
    tax: Decimal
    total: Decimal


@dataclass(frozen=True, kw_only=True)
class Priced:
    """The lines in the order they came in. `coupon_problem` says why the coupon took
    nothing off; empty when it did, or there was none.
    """

    lines: tuple[LinePrice, ...]
    coupon_problem: str
    totals: Totals


def price_lines(
    lines: Sequence[Line],
    promotions: Iterable[PromotionOffer],
    coupon: CouponOffer | None,
    tax_rate: Decimal,
) -> Priced:
    """Each line with its best promotion, then the coupon, then tax; and the totals."""
    offers = sorted(promotions, key=lambda offer: offer.pk)
    best = {line.product_id: choose_promotion(line, offers) for line in lines}
    left = {
        line.product_id: price_line(
            unit_price=line.unit_price,
            quantity=line.quantity,
            tax_rate=tax_rate,
            promotion_discount=promotion_discount(line, best[line.product_id]),
        ).net
        for line in lines
    }
    shares, problem = share_coupon(lines, left, coupon)
    priced = tuple(
        finish_line(
            line,
            promotion=best[line.product_id],
            coupon=coupon,
            share=shares.get(line.product_id, ZERO),
            tax_rate=tax_rate,
        )
        for line in lines
    )
    totals = sum_amounts([one.amounts for one in priced])
    return Priced(lines=priced, coupon_problem=problem, totals=totals)


def choose_promotion(
    line: Line, promotions: Iterable[PromotionOffer]
) -> PromotionOffer | None:
    """The one that takes most off the line; of equal ones the first."""
    covering = [offer for offer in promotions if offer.scope.covers(line)]
    best = max(
        covering, key=lambda offer: promotion_discount(line, offer), default=None
    )
    return best if promotion_discount(line, best) else None


def promotion_discount(line: Line, promotion: PromotionOffer | None) -> Decimal:
    """Off the whole line, in cents."""
    if promotion is None:
        return ZERO
    listed = to_cents(line.unit_price * line.quantity)
    return min(percent_of(listed, promotion.percent), listed)


def percent_of(amount: Decimal, percent: Decimal) -> Decimal:
    return max(to_cents(amount * percent / HUNDRED), ZERO)


def share_coupon(
    lines: Iterable[Line], left: Mapping[int, Decimal], coupon: CouponOffer | None
) -> tuple[dict[int, Decimal], str]:
    """What the coupon takes off each line, by product; or why it takes nothing.

    `left` is what is left of each line after its promotion.
    """
    if coupon is None:
        return {}, ""
    eligible = {
        line.product_id: left[line.product_id]
        for line in lines
        if coupon.scope.covers(line)
    }
    total = sum(eligible.values(), ZERO)
    if not total:
        return {}, NOT_APPLICABLE
    if total < coupon.minimum_total:
        return {}, BELOW_MINIMUM
    if coupon.percent is None:
        return spread_amount(min(coupon.amount, total), eligible), ""
    percent = min(coupon.percent, HUNDRED)
    return {key: percent_of(net, percent) for key, net in eligible.items()}, ""


def spread_amount(
    amount: Decimal, weights: Mapping[int, Decimal]
) -> dict[int, Decimal]:
    """Shares in proportion to the weights that add up to the amount, all in cents.

    By largest remainder; of equal ones the lower key is first. An amount that is not more
    than the weights gives no share that is more than its weight.
    """
    cents, total = int(amount / CENT), int(sum(weights.values()) / CENT)
    parts = {key: divmod(cents * int(of / CENT), total) for key, of in weights.items()}
    rest = cents - sum(whole for whole, _ in parts.values())
    first = sorted(parts, key=lambda key: (-parts[key][1], key))[:rest]
    return {key: (whole + (key in first)) * CENT for key, (whole, _) in parts.items()}


def finish_line(
    line: Line,
    *,
    promotion: PromotionOffer | None,
    coupon: CouponOffer | None,
    share: Decimal,
    tax_rate: Decimal,
) -> LinePrice:
    """`share` is what the coupon takes off the line."""
    amounts = price_line(
        unit_price=line.unit_price,
        quantity=line.quantity,
        tax_rate=tax_rate,
        promotion_discount=promotion_discount(line, promotion),
        coupon_discount=share,
    )
    given = ZERO
    if line.vendor_id is not None:
        if promotion is not None and promotion.scope.vendor_id is None:
            given += amounts.promotion_discount
        if coupon is not None and coupon.scope.vendor_id is None:
            given += amounts.coupon_discount
    return LinePrice(
        line=line,
        promotion=promotion,
        amounts=amounts,
        tax_rate=tax_rate,
        store_discount=given,
    )


def sum_amounts(amounts: Collection[LineAmounts]) -> Totals:
    return Totals(
        list_amount=sum((one.list_amount for one in amounts), ZERO),
        promotion_discount=sum((one.promotion_discount for one in amounts), ZERO),
        coupon_discount=sum((one.coupon_discount for one in amounts), ZERO),
        net=sum((one.net for one in amounts), ZERO),
        tax=sum((one.tax for one in amounts), ZERO),
        total=sum((one.total for one in amounts), ZERO),
    )
