"""Books, genres and authors: what their lists cost."""

from __future__ import annotations

from typing import Any

from store.books.services import prefer_genres
from store.models import Genre, Product
from tests.builders import make_book, make_genre, make_image, make_product, numbers


def make_full_book(product: Product | None = None) -> Product:
    """With two authors, two genres and two files of its own."""
    book = make_book(
        product or make_product(),
        authors=[f"Author {next(numbers)} a", f"Author {next(numbers)} b"],
        genres=[make_genre().pk, make_genre().pk],
        formats=["pdf", "epub"],
    )
    return book.product


def add_to_book(product: Product) -> None:
    """One more of everything that it shows a list of."""
    make_image(product)
    written_by = product.book.written_by.values_list("author__name", flat=True)
    make_book(
        product,
        authors=[*written_by, f"Author {next(numbers)} c"],
        genres=[*product.book.genres.values_list("pk", flat=True), make_genre().pk],
        formats=["pdf"],
    )


def add_preferred_genre(world: Any) -> None:
    own = Genre.objects.for_user(world.reader).values_list("pk", flat=True)
    prefer_genres(customer=world.customer, genre_ids=[*own, make_genre().pk])


BOOK_LISTS: dict[str, tuple[Any, int]] = {
    "store/genres/": (lambda w: make_full_book(), 2),
    "store/authors/": (lambda w: make_full_book(), 3),
    "store/customers/me/genres/": (add_preferred_genre, 2),
}
