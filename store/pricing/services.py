"""Pricing goods with what runs now, using coupons, and writing offers."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.conf import settings
from django.db import transaction
from django.db.models import F, ProtectedError, Q

from store.catalog.models import Collection as Shelf
from store.catalog.models import Product
from store.pricing.calculate import (
    BELOW_MINIMUM,
    NOT_APPLICABLE,
    LinePrice,
    Priced,
    price_lines,
)
from store.pricing.codes import plain_code
from store.pricing.errors import (
    CouponAlreadyUsed,
    CouponMinimumNotReached,
    CouponNotApplicable,
    CouponNotRunning,
    CouponUsedUp,
    CouponWasUsed,
    ForeignProducts,
    UnknownCollections,
    UnknownCoupon,
)
from store.pricing.models import Coupon, CouponUse, Offer
from store.pricing.offers import line_of, read_offers
from store.shared.errors import StoreError
from store.shared.saving import save_sent

Goods = Iterable[tuple[Product, int]]
OfferT = TypeVar("OfferT", bound=Offer)
PROBLEMS: dict[str, type[StoreError]] = {
    NOT_APPLICABLE: CouponNotApplicable,
    BELOW_MINIMUM: CouponMinimumNotReached,
}


@dataclass(frozen=True, kw_only=True)
class Quote:
    """What goods cost, with which coupon."""

    priced: Priced
    coupon: Coupon | None = None
    problem: str = ""

    @property
    def code(self) -> str:
        return self.coupon.code if self.coupon else ""

    @property
    def by_product(self) -> dict[int, LinePrice]:
        return {one.line.product_id: one for one in self.priced.lines}


def price_goods(
    *, goods: Goods, coupon: Coupon | None = None, at: datetime | None = None
) -> Priced:
    """Products with quantities at today's prices, and what runs (`at` a time, now)."""
    lines = [line_of(product, quantity) for product, quantity in goods]
    promotions, offer = read_offers(lines, coupon=coupon, at=at)
    return price_lines(lines, promotions, offer, settings.STORE_TAX_RATE)


def price_cart(*, goods: Goods, code: str | None) -> Quote:
    """What an order of these goods costs.

    Raises UnknownCoupon, CouponNotRunning, CouponUsedUp, CouponNotApplicable,
    CouponMinimumNotReached. Whether the customer may use the coupon is for `redeem`.
    """
    coupon = find_coupon(code=code) if code else None
    priced = price_goods(goods=goods, coupon=coupon)
    if priced.coupon_problem:
        raise PROBLEMS[priced.coupon_problem]
    return Quote(priced=priced, coupon=coupon)


def quote_cart(*, goods: Goods, code: str, customer_id: int | None) -> Quote:
    """As `price_cart`, for who only asks: a problem is told by its code, not raised."""
    goods = list(goods)
    try:
        coupon = find_coupon(code=code) if code else None
        if coupon is not None and customer_id is not None:
            refuse_used(coupon=coupon, customer_id=customer_id)
    except StoreError as error:
        return Quote(priced=price_goods(goods=goods), problem=error.code)
    priced = price_goods(goods=goods, coupon=coupon)
    return Quote(priced=priced, coupon=coupon, problem=priced.coupon_problem)


def find_coupon(*, code: str) -> Coupon:
    """Raises UnknownCoupon, CouponNotRunning, CouponUsedUp."""
    plain = plain_code(code)
    coupon = None if plain is None else Coupon.objects.filter(code=plain).first()
    if coupon is None:
        raise UnknownCoupon
    if not coupon.is_running:
        raise CouponNotRunning
    if coupon.max_uses is not None and coupon.used >= coupon.max_uses:
        raise CouponUsedUp
    return coupon


def redeem(*, coupon: Coupon | None, order_id: int, customer_id: int) -> None:
    """Use the coupon for an order, in the transaction that places it.

    The last of all locks: the update takes the coupon's row, and whoever waits for it
    counts what was committed meanwhile. Raises CouponUsedUp, CouponAlreadyUsed.
    """
    if coupon is None:
        return
    free = Q(max_uses=None) | Q(used__lt=F("max_uses"))
    if not Coupon.objects.filter(free, pk=coupon.pk).update(used=F("used") + 1):
        raise CouponUsedUp
    refuse_used(coupon=coupon, customer_id=customer_id)
    CouponUse.objects.create(coupon=coupon, customer_id=customer_id, order_id=order_id)


def refuse_used(*, coupon: Coupon, customer_id: int) -> None:
    """Raises CouponAlreadyUsed when the customer has no use left."""
    most = coupon.max_uses_per_customer
    if most is not None and coupon.uses.filter(customer=customer_id).count() >= most:
        raise CouponAlreadyUsed


def give_back(*, order_id: int) -> None:
    """The order's coupon, if it has one, may be used once more.

    Exactly once: the caller holds the order's lock, and who finds no use gives none back.
    """
    uses = CouponUse.objects.filter(order=order_id)
    coupon_id = uses.values_list("coupon_id", flat=True).first()
    if coupon_id is not None and uses.delete()[0]:
        Coupon.objects.filter(pk=coupon_id, used__gt=0).update(used=F("used") - 1)


@transaction.atomic
def write_offer(
    *,
    offer: OfferT,
    values: dict[str, Any],
    product_ids: Collection[int] | None = None,
    collection_ids: Collection[int] | None = None,
) -> OfferT:
    """Write a new promotion or coupon, or what is named of one; None leaves a scope.

    Raises ForeignProducts, UnknownCollections, and DoesNotExist when it was deleted.
    """
    if offer.pk is None:
        for name, value in values.items():
            setattr(offer, name, value)
        offer.save()
    else:
        rows: Any = type(offer)._default_manager
        offer = rows.select_for_update().get(pk=offer.pk)
        save_sent(row=offer, values=values)
    if product_ids is not None:
        refuse_foreign(offer=offer, product_ids=set(product_ids))
        offer.goods.set(product_ids)
    if collection_ids is not None:
        refuse_unknown(collection_ids=set(collection_ids))
        offer.collections.set(collection_ids)
    return offer


def refuse_foreign(*, offer: Offer, product_ids: set[int]) -> None:
    """Raises ForeignProducts: a vendor's offer names its own products, the store's any."""
    products = Product.objects.filter(pk__in=product_ids)
    if offer.vendor_id is not None:
        products = products.filter(vendor=offer.vendor_id)
    if foreign := product_ids - set(products.values_list("pk", flat=True)):
        raise ForeignProducts(sorted(foreign))


def refuse_unknown(*, collection_ids: set[int]) -> None:
    """Raises UnknownCollections."""
    there = Shelf.objects.filter(pk__in=collection_ids).values_list("pk", flat=True)
    if unknown := collection_ids - set(there):
        raise UnknownCollections(sorted(unknown))


def delete_coupon(*, coupon: Coupon) -> None:
    """Delete a coupon that no order has. Raises CouponWasUsed."""
    try:
        coupon.delete()
    except ProtectedError:
        raise CouponWasUsed from None
