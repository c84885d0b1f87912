"""All the sections of the example shop, one transaction each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db import transaction

from store.catalog.services import words_forgotten
from store.discovery.rewriting import keep_up, rebuild
from store.search.vocabulary import count_terms
from store_custom.seeding.book_files import seed_book_files, seed_book_rows
from store_custom.seeding.books import (
    seed_authors,
    seed_books,
    seed_genres,
    seed_preferred_genres,
)
from store_custom.seeding.bulk import seed_extra
from store_custom.seeding.catalog import (
    seed_collections,
    seed_featured,
    seed_products,
)
from store_custom.seeding.companies import seed_companies, seed_employees
from store_custom.seeding.images import seed_images
from store_custom.seeding.labels import seed_likes, seed_tagged, seed_tags
from store_custom.seeding.marks import (
    seed_bought_items,
    seed_favorite_products,
    seed_favorite_vendors,
    seed_held_items,
)
from store_custom.seeding.offers import (
    seed_coupons,
    seed_promoted,
    seed_promotions,
    seed_shop_promotions,
)
from store_custom.seeding.orders import seed_orders
from store_custom.seeding.pairs import seed_pairs, seed_views
from store_custom.seeding.payments import seed_payments
from store_custom.seeding.people import (
    seed_accounts,
    seed_addresses,
    seed_customers,
)
from store_custom.seeding.ranks import seed_ranks, seed_readers
from store_custom.seeding.returns import seed_returns
from store_custom.seeding.review_marks import seed_report, seed_votes
from store_custom.seeding.reviews import seed_replies, seed_reviews
from store_custom.seeding.rows import Count
from store_custom.seeding.talk import seed_comment_likes, seed_comments
from store_custom.seeding.vendors import seed_members, seed_vendors

SECTIONS: list[list[Callable[[], Count]]] = [
    [seed_accounts, seed_customers, seed_addresses],
    [seed_companies, seed_employees],
    [seed_vendors, seed_members],
    [seed_collections, seed_products, seed_featured],
    [seed_genres, seed_authors, seed_books, seed_preferred_genres],
    [seed_promotions, seed_promoted, seed_shop_promotions, seed_coupons],
    [seed_images],
    [seed_book_rows, seed_book_files],
    [seed_tags, seed_tagged],
    [seed_likes],
    [seed_favorite_products, seed_favorite_vendors, seed_held_items],
    [seed_orders, seed_returns],
    [seed_payments, seed_bought_items],
    [seed_reviews, seed_replies, seed_votes, seed_report],
    [seed_readers, seed_ranks],
    [seed_comments, seed_comment_likes],
    [seed_pairs, seed_views],
]


def seed(*, products: int = 0, quiet: bool = False) -> Iterator[list[Count]]:
    """Run the sections in order; what each planned and created, after its commit."""
    for section in SECTIONS:
        with transaction.atomic():
            counts = [step() for step in section]
        yield counts
    if products:
        yield [seed_extra(total=products, quiet=quiet)]
    rebuild(only_missing=True)
    keep_up()
    words_forgotten()
    count_terms()
