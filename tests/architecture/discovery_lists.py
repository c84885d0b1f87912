"""Searches and suggestions: what they cost."""

from __future__ import annotations

from itertools import count
from typing import Any

from tests.builders import make_collection, make_image, make_vendor
from tests.store.discovery.stock import make_book, settle

numbers = count(1)


def add_found(world: Any) -> None:
    """Found by everything, with values of its own for every facet, and not folded in."""
    number = next(numbers)
    book = make_book(
        f"Product {number}",
        authors=[f"Product Author {number}"],
        genres=[f"Product Genre {number}"],
        formats=["pdf"],
        vendor=make_vendor(shop_name=f"Product Shop {number}"),
        collection=make_collection(f"Product Shelf {number}"),
    )
    make_image(book.product)


def add_folded(world: Any) -> None:
    add_found(world)
    settle()


DISCOVERY_LISTS: dict[str, tuple[Any, int]] = {
    "store/search/": (add_found, 15),
    "store/search/?q=product": (add_found, 16),
    "store/search/?q=prod&ordering=rating": (add_folded, 15),
    "store/search/suggestions/": (add_found, 8),
    "store/search/suggestions/?q=product": (add_folded, 15),
}
