"""Genres, authors and what readers prefer: rows of the access matrix, and their world."""

from __future__ import annotations

from typing import Any

from store.models import Author, Product
from tests.builders import make_book, make_genre

SECRET_AUTHOR = "Veras secret author"
BOOK_ROWS = """
get    store/genres/                                200 200 200 200 200 200 200 200
post   store/genres/                                401 403 403 403 403 403 403 201
get    store/genres/{pk}/                           200 200 200 200 200 200 200 200
put    store/genres/{pk}/                           401 403 403 403 403 403 403 200
patch  store/genres/{pk}/                           401 403 403 403 403 403 403 200
delete store/genres/{pk}/                           401 403 403 403 403 403 403 204
delete store/genres/{pk}/                used_genre 401 403 403 403 403 403 403 405
get    store/authors/                               200 200 200 200 200 200 200 200
get    store/authors/{pk}/                          200 200 200 200 200 200 200 200
get    store/authors/{pk}/            secret_author 404 404 404 404 404 404 404 404
get    store/customers/me/genres/                   401 200 200 200 200 200 200 200
put    store/customers/me/genres/                   401 200 200 200 200 200 200 200
"""
BOOK_BODIES: dict[str, dict[str, Any]] = {
    "store/genres/": {"name": "New"},
    "store/genres/{pk}/": {"name": "New"},
    "store/customers/me/genres/": {"genres": ["poetry"]},
}


def make_books(product: Product, draft: Product) -> dict[str, Any]:
    """The product and the draft are books; nobody else knows who wrote the draft."""
    poetry = make_genre("Poetry")
    make_book(product, authors=["Anna"], genres=[poetry.pk])
    make_book(draft, authors=[SECRET_AUTHOR])
    return {
        "used_genre": poetry,
        "genre": make_genre("Empty genre"),
        "author": Author.objects.get(name="Anna"),
        "secret_author": Author.objects.get(name=SECRET_AUTHOR),
    }
