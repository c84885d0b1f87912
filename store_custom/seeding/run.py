"""All the sections of the example shop, one transaction each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db import transaction

from store_custom.seeding.bulk import seed_extra
from store_custom.seeding.catalog import (
    seed_collections,
    seed_featured,
    seed_products,
    seed_promoted,
    seed_promotions,
)
from store_custom.seeding.companies import seed_companies, seed_employees
from store_custom.seeding.images import seed_images
from store_custom.seeding.labels import seed_likes, seed_tagged, seed_tags
from store_custom.seeding.marks import (
    seed_favorite_products,
    seed_favorite_vendors,
    seed_held_items,
)
from store_custom.seeding.orders import seed_orders
from store_custom.seeding.people import (
    seed_accounts,
    seed_addresses,
    seed_customers,
)
from store_custom.seeding.reviews import seed_replies, seed_reviews
from store_custom.seeding.rows import Count
from store_custom.seeding.vendors import seed_members, seed_vendors

SECTIONS: list[list[Callable[[], Count]]] = [
    [seed_accounts, seed_customers, seed_addresses],
    [seed_companies, seed_employees],
    [seed_vendors, seed_members],
    [seed_collections, seed_products, seed_featured],
    [seed_promotions, seed_promoted],
    [seed_images],
    [seed_tags, seed_tagged],
    [seed_likes],
    [seed_favorite_products, seed_favorite_vendors, seed_held_items],
    [seed_orders],
    [seed_reviews, seed_replies],
]


def seed(*, products: int = 0, quiet: bool = False) -> Iterator[list[Count]]:
    """Run the sections in order; what each planned and created, after its commit."""
    for section in SECTIONS:
        with transaction.atomic():
            counts = [step() for step in section]
        yield counts
    if products:
        yield [seed_extra(total=products, quiet=quiet)]
