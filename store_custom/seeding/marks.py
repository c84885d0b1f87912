"""What the buyers marked as favourites, and the books they were given and bought."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from random import Random

from store.library.drift import unheld
from store.library.entries import add_entries
from store.library.purchases import settle_items
from store.models import FavoriteProduct, FavoriteVendor, LibraryEntry
from store.vendors.choices import VendorStatus
from store_custom.seeding.catalog import product_ids
from store_custom.seeding.people import accounts, buyers
from store_custom.seeding.plan import SEED, books, public_goods
from store_custom.seeding.rows import Count, insert
from store_custom.seeding.vendors import shops

PRODUCTS_EACH, VENDORS_EACH, BOOKS_EACH = 6, 2, 3
Pairs = list[tuple[int, int]]


def pairs(things: list[int], each: int) -> Pairs:
    """For every buyer so many of the things, by their ids: (customer, thing)."""
    dice, customers = Random(SEED), buyers()
    ids = [customers[username].pk for username in sorted(customers)]
    return [(pk, thing) for pk in ids for thing in dice.sample(things, each)]


def missing(planned: Pairs, there: Iterable[tuple[int, int]]) -> Pairs:
    known = set(there)
    return [pair for pair in planned if pair not in known]


def seed_favorite_products() -> Count:
    planned = pairs([*product_ids(public_goods()).values()], PRODUCTS_EACH)
    there = FavoriteProduct.objects.values_list("customer_id", "product_id")
    rows = [
        FavoriteProduct(customer_id=customer, product_id=product)
        for customer, product in missing(planned, there)
    ]
    return Count("favourites", len(planned), insert(FavoriteProduct, rows))


def seed_favorite_vendors() -> Count:
    sells = [
        shop.pk for shop in shops().values() if shop.status == VendorStatus.APPROVED
    ]
    planned = pairs(sorted(sells), VENDORS_EACH)
    there = FavoriteVendor.objects.values_list("customer_id", "vendor_id")
    rows = [
        FavoriteVendor(customer_id=customer, vendor_id=vendor)
        for customer, vendor in missing(planned, there)
    ]
    return Count("favourite vendors", len(planned), insert(FavoriteVendor, rows))


def seed_held_items() -> Count:
    """Books, given by the staff."""
    planned = pairs([*product_ids(books()).values()], BOOKS_EACH)
    there = LibraryEntry.objects.values_list("customer_id", "product_id")
    giver = accounts()["staff"]
    wanted = missing(planned, there)
    add_entries(
        LibraryEntry(customer_id=customer, product_id=product, granted_by=giver)
        for customer, product in wanted
    )
    return Count("held items", len(planned), len(wanted))


def seed_bought_items() -> Count:
    """Books that the example orders paid for, by the rule; some of them were given before."""
    there = LibraryEntry.objects.count()
    paid: dict[int, set[int]] = defaultdict(set)
    for customer, product in unheld({}):
        paid[customer].add(product)
    for customer, products in paid.items():
        settle_items(customer_id=customer, product_ids=products)
    bought = LibraryEntry.objects.bought().count()
    return Count("bought items", bought, LibraryEntry.objects.count() - there)
