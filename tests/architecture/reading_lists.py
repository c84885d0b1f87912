"""Files of books: what their lists cost."""

from __future__ import annotations

from typing import Any

from tests.book_files import make_book_file
from tests.builders import make_entry
from tests.positions import make_read


def add_file_and_sample(world: Any) -> None:
    make_entry(product=world.product)
    make_book_file(world.product)
    make_book_file(world.product, is_sample=True)


def add_held_book(world: Any) -> None:
    product = make_read(world.customer).product
    make_book_file(product)
    make_book_file(product, format="epub")


READING_LISTS: dict[str, tuple[Any, int]] = {
    "store/products/{product_pk}/files/": (add_file_and_sample, 4),
    "store/products/{product_pk}/sample/": (add_file_and_sample, 4),
    "store/customers/me/library/": (add_held_book, 8),
}
