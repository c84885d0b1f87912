"""Files of books: what the world of the access matrix has of them, and good bodies."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from store.models import LibraryEntry, Product
from store.reading.links import make_token
from tests.book_files import make_book_file, pdf_of
from tests.builders import upload


def make_reading(entry: LibraryEntry, product: Product) -> SimpleNamespace:
    """An edition that was replaced, its successor, a sample, and a link of the holder's."""
    old = make_book_file(product)
    new = make_book_file(product)
    sample = make_book_file(product, is_sample=True)
    token, _ = make_token(entry=entry, edition=new)
    return SimpleNamespace(
        held=entry,
        old_file=old,
        book_file=new,
        sample=sample,
        link=SimpleNamespace(pk=token),
        forged=SimpleNamespace(pk=token[:-2] + "xx"),
    )


def reading_bodies() -> dict[str, dict[str, Any]]:
    return {
        "store/products/{product_pk}/files/": {"file": upload(pdf_of(), "book.pdf")},
        "store/customers/me/library/{pk}/download/": {"format": "pdf"},
    }
