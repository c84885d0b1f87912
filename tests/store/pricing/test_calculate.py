"""The calculation: properties over whatever a cart may hold, and worked examples."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.pricing.calculate import (
    CouponOffer,
    Line,
    PromotionOffer,
    Scope,
    price_lines,
    promotion_discount,
)

TAX = Decimal("0.10")
VENDORS = st.sampled_from([None, 1, 2])
PRODUCTS, SHELVES = range(1, 7), range(1, 4)


def cents(most: int) -> st.SearchStrategy[Decimal]:
    return st.integers(0, most).map(lambda number: Decimal(number) / 100)


@st.composite
def carts(draw: st.DrawFn) -> list[Line]:
    products = draw(st.lists(st.sampled_from(PRODUCTS), min_size=1, unique=True))
    return [
        Line(
            product_id=product,
            collection_id=draw(st.sampled_from(SHELVES)),
            vendor_id=draw(VENDORS),
            unit_price=draw(cents(100_000)),
            quantity=draw(st.integers(1, 500)),
        )
        for product in products
    ]


SCOPES = st.builds(
    Scope,
    vendor_id=VENDORS,
    applies_to_all=st.booleans(),
    products=st.frozensets(st.sampled_from(PRODUCTS)),
    collections=st.frozensets(st.sampled_from(SHELVES)),
)
PROMOTIONS = st.lists(
    st.builds(
        PromotionOffer,
        pk=st.integers(1, 99),
        description=st.just("Sale"),
        percent=cents(10_000),
        scope=SCOPES,
    ),
    max_size=5,
    unique_by=lambda offer: offer.pk,
)


def coupons(
    percent: st.SearchStrategy[Decimal | None], minimum: st.SearchStrategy[Decimal]
) -> st.SearchStrategy[CouponOffer]:
    return st.builds(
        CouponOffer,
        pk=st.just(1),
        code=st.just("CODE"),
        percent=percent,
        amount=cents(200_000),
        minimum_total=minimum,
        scope=SCOPES,
    )


NOTHING = st.just(Decimal(0))
PERCENT = coupons(cents(10_000), NOTHING)
AMOUNT = coupons(st.none(), NOTHING)
COUPONS = st.none() | coupons(st.none() | cents(10_000), cents(100_000))
TAXES = st.sampled_from([Decimal(0), TAX, Decimal("0.19"), Decimal("0.0725")])


@given(carts(), PROMOTIONS, COUPONS, TAXES)
def test_lines_add_up_to_the_total_and_nothing_is_below_zero(
    cart, promotions, coupon, tax
):
    priced = price_lines(cart, promotions, coupon, tax)

    totals = priced.totals
    assert totals.total == sum(one.amounts.total for one in priced.lines)
    assert totals.net == (
        totals.list_amount - totals.promotion_discount - totals.coupon_discount
    )
    assert totals.total == totals.net + totals.tax
    for one in priced.lines:
        parts = one.amounts
        for part in (*vars(parts).values(), parts.net, parts.total, one.store_discount):
            assert part >= 0
            assert part == part.quantize(Decimal("0.01"))
        assert one.store_discount <= parts.promotion_discount + parts.coupon_discount


@given(carts(), PROMOTIONS)
def test_the_chosen_promotion_is_the_best_and_of_equal_ones_the_first(cart, promotions):
    priced = price_lines(cart, promotions, None, TAX)

    for one in priced.lines:
        offers = [offer for offer in promotions if offer.scope.covers(one.line)]
        off = {offer.pk: promotion_discount(one.line, offer) for offer in offers}
        best = max(off.values(), default=Decimal(0))
        assert one.amounts.promotion_discount == best
        chosen = one.promotion.pk if one.promotion else None
        assert chosen == (min(pk for pk in off if off[pk] == best) if best else None)


@given(carts(), PROMOTIONS, PROMOTIONS, st.none() | PERCENT, TAXES)
def test_one_more_promotion_never_makes_the_buyer_pay_more(
    cart, promotions, more, coupon, tax
):
    known = {offer.pk for offer in promotions}
    added = promotions + [offer for offer in more if offer.pk not in known]

    fewer = price_lines(cart, promotions, coupon, tax)
    priced = price_lines(cart, added, coupon, tax)

    assert priced.totals.total <= fewer.totals.total


@given(carts(), PROMOTIONS, PROMOTIONS, AMOUNT)
def test_with_an_amount_off_the_net_never_grows_with_a_promotion(
    cart, promotions, more, coupon
):
    """The tax may by a cent a line: it is rounded by line, and the shares move."""
    known = {offer.pk for offer in promotions}
    added = promotions + [offer for offer in more if offer.pk not in known]

    fewer = price_lines(cart, promotions, coupon, TAX)
    priced = price_lines(cart, added, coupon, TAX)

    assert priced.totals.net <= fewer.totals.net


@given(carts(), PROMOTIONS, COUPONS)
def test_an_offer_of_a_vendor_touches_its_own_products_only(cart, promotions, coupon):
    priced = price_lines(cart, promotions, coupon, TAX)

    for one in priced.lines:
        giver = one.promotion and one.promotion.scope.vendor_id
        assert giver in {None, one.line.vendor_id}
        if one.amounts.coupon_discount:
            assert coupon.scope.vendor_id in {None, one.line.vendor_id}
        if one.line.vendor_id is None:
            assert one.store_discount == 0


@given(carts(), PROMOTIONS, COUPONS, st.randoms(use_true_random=False))
def test_the_order_of_lines_and_promotions_does_not_matter(
    cart, promotions, coupon, dice: Random
):
    turned, offers = (
        dice.sample(cart, len(cart)),
        dice.sample(promotions, len(promotions)),
    )

    priced = price_lines(cart, promotions, coupon, TAX)
    again = price_lines(turned, offers, coupon, TAX)

    assert set(priced.lines) == set(again.lines)
    assert (priced.totals, priced.coupon_problem) == (
        again.totals,
        again.coupon_problem,
    )


@given(carts(), PROMOTIONS, AMOUNT)
def test_an_amount_is_spread_to_the_cent_and_is_never_more_than_what_is_left(
    cart, promotions, coupon
):
    left = {
        one.line.product_id: one.amounts.net
        for one in price_lines(cart, promotions, None, TAX).lines
        if coupon.scope.covers(one.line)
    }

    priced = price_lines(cart, promotions, coupon, TAX)

    assert priced.totals.coupon_discount == min(coupon.amount, sum(left.values()))
    for one in priced.lines:
        share = one.amounts.coupon_discount
        net = left.get(one.line.product_id, Decimal(0))
        exact = coupon.amount * net / sum(left.values()) if net else Decimal(0)
        assert share <= net
        assert share == net or abs(share - exact) < Decimal("0.01")


def line(
    product: int, price: str, quantity: int = 1, vendor: int | None = None
) -> Line:
    return Line(
        product_id=product,
        collection_id=1,
        vendor_id=vendor,
        unit_price=Decimal(price),
        quantity=quantity,
    )


EVERYTHING = Scope(applies_to_all=True)


def test_the_worked_example_of_the_documentation():
    sale = PromotionOffer(
        pk=1,
        description="Mango season",
        percent=Decimal(10),
        scope=Scope(vendor_id=7, products=frozenset({11})),
    )
    coupon = CouponOffer(pk=1, code="MINUS5", amount=Decimal("5.00"), scope=EVERYTHING)

    priced = price_lines(
        [line(11, "4.50", 3, vendor=7), line(12, "12.00")], [sale], coupon, TAX
    )

    mangoes, book = priced.lines
    assert vars(mangoes.amounts) == {
        "list_amount": Decimal("13.50"),
        "promotion_discount": Decimal("1.35"),
        "coupon_discount": Decimal("2.52"),
        "tax": Decimal("0.96"),
    }
    assert (mangoes.amounts.total, mangoes.store_discount) == (
        Decimal("10.59"),
        Decimal("2.52"),
    )
    assert (book.amounts.coupon_discount, book.amounts.tax, book.amounts.total) == (
        Decimal("2.48"),
        Decimal("0.95"),
        Decimal("10.47"),
    )
    assert book.store_discount == 0
    assert priced.totals.total == Decimal("21.06")


def test_a_cent_that_cannot_be_shared_goes_to_the_first_of_equal_lines():
    coupon = CouponOffer(pk=1, code="C", amount=Decimal("1.00"), scope=EVERYTHING)

    priced = price_lines([line(n, "5.00") for n in (3, 1, 2)], [], coupon, TAX)

    shares = {one.line.product_id: one.amounts.coupon_discount for one in priced.lines}
    assert shares == {1: Decimal("0.34"), 2: Decimal("0.33"), 3: Decimal("0.33")}


@pytest.mark.parametrize(
    ("minimum", "problem"), [("9.00", ""), ("9.01", "coupon_minimum_not_reached")]
)
def test_the_minimum_is_what_is_left_of_the_lines_it_is_for(minimum, problem):
    sale = PromotionOffer(pk=1, description="", percent=Decimal(10), scope=EVERYTHING)
    coupon = CouponOffer(
        pk=1,
        code="C",
        percent=Decimal(50),
        minimum_total=Decimal(minimum),
        scope=Scope(products=frozenset({1})),
    )

    priced = price_lines([line(1, "10.00"), line(2, "99.00")], [sale], coupon, TAX)

    assert priced.coupon_problem == problem
    assert priced.totals.coupon_discount == (
        Decimal("0.00") if problem else Decimal("4.50")
    )


def test_what_is_free_already_needs_no_coupon():
    gift = PromotionOffer(pk=1, description="", percent=Decimal(100), scope=EVERYTHING)
    coupon = CouponOffer(pk=1, code="C", percent=Decimal(50), scope=EVERYTHING)

    priced = price_lines([line(1, "10.00")], [gift], coupon, TAX)

    assert (priced.totals.total, priced.coupon_problem) == (0, "coupon_not_applicable")
