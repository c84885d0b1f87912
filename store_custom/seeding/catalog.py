"""Collections, products, promotions and featured products."""

from __future__ import annotations

from decimal import Decimal

from django.apps import apps

from store.catalog.codes import give_codes
from store.models import Collection, Product, Promotion
from store_custom.seeding.data.words import PROMOTIONS
from store_custom.seeding.plan import (
    Good,
    all_goods,
    collection_titles,
    public_goods,
)
from store_custom.seeding.rows import Count, chunks, found, free_ids, insert
from store_custom.seeding.vendors import shops

PROMOTED = 12


def shelves() -> dict[str, Collection]:
    """The collections by title."""
    rows = found(Collection, "title", collection_titles())
    return {
        title: rows[title.lower()]
        for title in collection_titles()
        if title.lower() in rows
    }


def seed_collections() -> Count:
    titles, there = collection_titles(), shelves()
    free = free_ids(Collection, len(titles))
    rows = [
        Collection(pk=place if place in free else None, title=title)
        for place, title in enumerate(titles, 1)
        if title not in there
    ]
    return Count("collections", len(titles), insert(Collection, rows))


def product_ids(goods: list[Good]) -> dict[str, int]:
    """The ids of the products that are there, by slug."""
    ids: dict[str, int] = {}
    for chunk in chunks(good.slug for good in goods):
        rows = Product.objects.filter(slug__in=chunk).order_by("pk")
        for slug, pk in rows.values_list("slug", "pk"):
            ids.setdefault(slug.lower(), pk)
    return ids


def seed_products() -> Count:
    goods = all_goods()
    there, free = product_ids(goods), free_ids(Product, len(goods))
    collections, vendors = shelves(), shops()
    missing = [
        (place, good) for place, good in enumerate(goods, 1) if good.slug not in there
    ]
    rows = [
        Product(
            pk=place if place in free else None,
            title=good.title,
            slug=good.slug,
            description=good.description,
            unit_price=good.unit_price,
            inventory=good.inventory,
            collection=collections[good.collection],
            vendor=vendors[good.vendor] if good.vendor else None,
            unit=good.unit,
        )
        for place, good in missing
    ]
    give_codes(rows, [first_tag(good) for _, good in missing])
    return Count("products", len(goods), insert(Product, rows))


def first_tag(good: Good) -> str | None:
    """What `seed_tagged` writes first."""
    return good.tags[0] if good.tags and apps.is_installed("tags") else None


def seed_promotions() -> Count:
    there = found(Promotion, "description", [row[0] for row in PROMOTIONS])
    rows = [
        Promotion(description=description, discount=Decimal(discount))
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


def seed_featured() -> Count:
    """The first public product of each collection that features none."""
    goods, created = public_goods(), 0
    ids = product_ids(goods)
    first = {good.collection: ids[good.slug] for good in reversed(goods)}
    for title, collection in shelves().items():
        created += Collection.objects.filter(
            pk=collection.pk, featured_product=None
        ).update(featured_product=first[title])
    return Count("featured products", len(first), created)
