"""Rankings: rows of the access matrix, and what their lists cost."""

from __future__ import annotations

from typing import Any

from store.models import ProductRating
from store.rankings.services import rank_all
from store.sales.counting import count_all_stale
from tests.architecture.book_lists import make_full_book
from tests.builders import (
    make_customer,
    make_image,
    make_order,
    make_product,
    make_vendor,
)

RANKING_ROWS = """
get    store/products/new/                          200 200 200 200 200 200 200 200
get    store/products/best-sellers/                 200 200 200 200 200 200 200 200
get    store/products/top-rated/                    200 200 200 200 200 200 200 200
get    store/products/trending/                     200 200 200 200 200 200 200 200
"""


def add_ranked(world: Any) -> None:
    """A product that is in every list."""
    product = make_full_book(make_product(vendor=make_vendor()))
    make_image(product)
    make_order(make_customer(), (product, 1))
    ProductRating.objects.create(product=product, count=1, average=4)
    count_all_stale()
    rank_all()


RANKING_LISTS: dict[str, tuple[Any, int]] = {
    "store/products/new/": (add_ranked, 8),
    "store/products/best-sellers/": (add_ranked, 8),
    "store/products/top-rated/": (add_ranked, 8),
    "store/products/trending/": (add_ranked, 9),
}
