"""What runs for some lines, read from the database for `calculate.py`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import CharField, DecimalField, F, IntegerField, Q, Value
from django.utils import timezone

from store.catalog.models import Product
from store.pricing.amounts import ZERO
from store.pricing.calculate import CouponOffer, Line, PromotionOffer, Scope
from store.pricing.models import Coupon, Promotion

NO_KEY = Value(None, IntegerField())
NO_WORDS = Value("", CharField())
NO_PERCENT = Value(ZERO, DecimalField(max_digits=5, decimal_places=2))


class Row(NamedTuple):
    """That an offer is for a product, or a collection, or (neither) for all."""

    coupon_id: int | None
    promotion_id: int | None
    description: str
    percent: Decimal
    vendor_id: int | None
    product_id: int | None
    collection_id: int | None


@dataclass
class Named:
    products: set[int] = field(default_factory=set)
    collections: set[int] = field(default_factory=set)
    applies_to_all: bool = False

    def add(self, row: Row) -> None:
        if row.product_id is not None:
            self.products.add(row.product_id)
        elif row.collection_id is not None:
            self.collections.add(row.collection_id)
        else:
            self.applies_to_all = True

    def scope(self, vendor_id: int | None) -> Scope:
        return Scope(
            vendor_id=vendor_id,
            applies_to_all=self.applies_to_all,
            products=frozenset(self.products),
            collections=frozenset(self.collections),
        )


def line_of(product: Product, quantity: int) -> Line:
    return Line(
        product_id=product.pk,
        collection_id=product.collection_id,
        vendor_id=product.vendor_id,
        unit_price=product.unit_price,
        quantity=quantity,
    )


def read_offers(
    lines: Collection[Line], *, coupon: Coupon | None = None, at: datetime | None = None
) -> tuple[list[PromotionOffer], CouponOffer | None]:
    """The promotions that run (`at` a time, now) and may be for a line, and the coupon.

    In one query, whatever there is.
    """
    rows = scope_rows(lines, coupon, at or timezone.now())
    named: dict[tuple[int | None, int | None], Named] = defaultdict(Named)
    found: dict[int, Row] = {}
    for row in rows:
        named[row.coupon_id, row.promotion_id].add(row)
        if row.promotion_id is not None:
            found[row.promotion_id] = row
    promotions = [
        PromotionOffer(
            pk=pk,
            description=row.description,
            percent=row.percent,
            scope=named[None, pk].scope(row.vendor_id),
        )
        for pk, row in found.items()
    ]
    if coupon is None:
        return promotions, None
    own = named[coupon.pk, None]
    own.applies_to_all = coupon.applies_to_all
    return promotions, coupon_offer(coupon, own.scope(coupon.vendor_id))


def coupon_offer(coupon: Coupon, scope: Scope) -> CouponOffer:
    return CouponOffer(
        pk=coupon.pk,
        code=coupon.code,
        percent=coupon.percent,
        amount=coupon.amount or ZERO,
        minimum_total=coupon.minimum_total,
        scope=scope,
    )


def scope_rows(
    lines: Collection[Line], coupon: Coupon | None, at: datetime
) -> Iterable[Row]:
    products = {line.product_id for line in lines}
    shelves = {line.collection_id for line in lines}
    vendors = {line.vendor_id for line in lines}
    if not products:
        return []
    running = Promotion.objects.running(at).order_by()
    named = {"promotion__in": running.values("pk")}
    by_product: Any = Product.promotions.through._default_manager
    by_shelf: Any = Promotion.collections.through._default_manager
    for_all = running.filter(applies_to_all=True)
    parts = [
        promotion_part(by_product.filter(product__in=products, **named), "product_id"),
        promotion_part(
            by_shelf.filter(collection__in=shelves, **named), "collection_id"
        ),
        for_all.filter(Q(vendor=None) | Q(vendor__in=vendors - {None})).values_list(
            NO_KEY, "pk", "description", "discount", "vendor_id", NO_KEY, NO_KEY
        ),
    ]
    if coupon is not None:
        goods: Any = Coupon.products.through._default_manager
        chosen: Any = Coupon.collections.through._default_manager
        goods = goods.filter(coupon=coupon.pk, product__in=products)
        chosen = chosen.filter(coupon=coupon.pk, collection__in=shelves)
        parts += [
            coupon_part(goods, "product_id"),
            coupon_part(chosen, "collection_id"),
        ]
    first, *others = parts
    return map(Row._make, first.union(*others, all=True))


def promotion_part(rows: Any, key: str) -> Any:
    return rows.order_by().values_list(
        NO_KEY,
        "promotion_id",
        F("promotion__description"),
        F("promotion__discount"),
        F("promotion__vendor_id"),
        *keys(key),
    )


def coupon_part(rows: Any, key: str) -> Any:
    return rows.order_by().values_list(
        "coupon_id", NO_KEY, NO_WORDS, NO_PERCENT, NO_KEY, *keys(key)
    )


def keys(name: str) -> tuple[Any, Any]:
    return (name, NO_KEY) if name == "product_id" else (NO_KEY, name)
