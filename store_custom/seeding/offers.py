"""Promotions of the store and of shops, and coupons."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from store.models import Coupon, Product, Promotion
from store_custom.seeding.catalog import product_ids, shelves
from store_custom.seeding.data.offers import COUPONS, SHOP_PROMOTIONS, WINDOWS
from store_custom.seeding.data.words import PROMOTIONS
from store_custom.seeding.plan import public_goods
from store_custom.seeding.rows import Count, found, insert
from store_custom.seeding.vendors import shops

PROMOTED = 12


def window(days: tuple[int, int] | None) -> dict[str, Any]:
    """From midnight to midnight; open at both ends without days."""
    if days is None:
        return {}
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    start, end = days
    return {
        "starts_at": today + timedelta(days=start),
        "ends_at": today + timedelta(days=end),
    }


def seed_promotions() -> Count:
    there = found(Promotion, "description", [row[0] for row in PROMOTIONS])
    rows = [
        Promotion(
            description=description,
            discount=Decimal(discount),
            **window(WINDOWS.get(description)),
        )
        for description, discount, _ in PROMOTIONS
        if description.lower() not in there
    ]
    return Count("promotions", len(PROMOTIONS), insert(Promotion, rows))


def seed_promoted() -> Count:
    """Every other product of a promotion's collection, a dozen at most."""
    promotions = found(Promotion, "description", [row[0] for row in PROMOTIONS])
    goods, link = public_goods(), Product.promotions.through
    ids = product_ids(goods)
    planned = [
        (promotions[description.lower()].pk, ids[good.slug])
        for description, _, title in PROMOTIONS
        for good in [g for g in goods if g.collection == title][: 2 * PROMOTED : 2]
    ]
    there = set(
        link.objects.filter(promotion__in=promotions.values()).values_list(
            "promotion_id", "product_id"
        )
    )
    rows = [
        link(promotion_id=promotion, product_id=product)
        for promotion, product in planned
        if (promotion, product) not in there
    ]
    return Count("promoted products", len(planned), insert(link, rows))


def seed_shop_promotions() -> Count:
    there = found(
        Promotion, "description", [row.description for row in SHOP_PROMOTIONS]
    )
    vendors, collections, created = shops(), shelves(), 0
    for row in SHOP_PROMOTIONS:
        if row.description.lower() in there:
            continue
        promotion = Promotion.objects.create(
            description=row.description,
            discount=Decimal(row.discount),
            vendor=vendors[row.shop],
            applies_to_all=not row.collections,
        )
        promotion.collections.set([collections[title] for title in row.collections])
        created += 1
    return Count("promotions of shops", len(SHOP_PROMOTIONS), created)


def seed_coupons() -> Count:
    there = found(Coupon, "code", [row.code for row in COUPONS])
    vendors = shops()
    rows = [
        Coupon(
            code=row.code,
            percent=None if row.percent is None else Decimal(row.percent),
            amount=None if row.amount is None else Decimal(row.amount),
            minimum_total=Decimal(row.minimum_total),
            max_uses=row.max_uses,
            max_uses_per_customer=row.max_uses_per_customer,
            vendor=vendors[row.shop] if row.shop else None,
            applies_to_all=True,
            **window(row.days),
        )
        for row in COUPONS
        if row.code.lower() not in there
    ]
    return Count("coupons", len(COUPONS), insert(Coupon, rows))
