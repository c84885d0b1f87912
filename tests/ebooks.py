"""Books with files, as reader apps see them."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile

from store.models import Product
from tests.book_files import jpeg, make_book_file
from tests.builders import make_book, make_genre, make_image, make_product, numbers


def make_ebook(
    title: str = "",
    *,
    formats: tuple[str, ...] = ("epub",),
    product: dict[str, Any] | None = None,
    **book: Any,
) -> Product:
    """On public sale; `book` as `write_book` has it."""
    made = make_product(title, **(product or {}))
    make_book(made, **book)
    for kind in formats:
        make_book_file(made, format=kind)
    return made


def make_full_ebook() -> Product:
    """With a picture, a cover, samples, two authors and two genres."""
    number = next(numbers)
    made = make_ebook(
        f"Ebook {number}",
        formats=("epub", "pdf"),
        authors=[f"Author {number} a", f"Author {number} b"],
        genres=[make_genre().pk, make_genre().pk],
    )
    make_image(made)
    cover = ContentFile(jpeg(), "cover.jpg")
    make_book_file(made, format="epub", is_sample=True, cover=cover)
    return made
