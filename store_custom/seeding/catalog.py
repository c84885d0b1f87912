"""Collections, products and featured products."""

from __future__ import annotations

from django.apps import apps

from store.catalog.codes import give_codes
from store.models import Collection, Product
from store_custom.seeding.plan import (
    Good,
    all_goods,
    collection_titles,
    public_goods,
)
from store_custom.seeding.rows import Count, chunks, found, free_ids, insert
from store_custom.seeding.vendors import shops


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
