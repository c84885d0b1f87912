"""The words of products' titles and descriptions, written with the products.

In their transaction, so that a product is found as soon as it is there. What else a product
is found by follows after the commit, by whoever knows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet

from store.search.documents import Document, write_documents
from store.search.progress import missing_documents
from store.signals import products_changed

TEXTS = frozenset(("title", "description"))
READ_AT_ONCE = 500


def index_products(products: Iterable[Any]) -> None:
    """Of rows in memory, which have just been written."""
    write_documents(
        document_of(product.pk, product.title, product.description)
        for product in products
    )


def index_rows(rows: QuerySet, keys: Sequence[int]) -> None:
    """Of these rows, as they are in the database now."""
    for start in range(0, len(keys), READ_AT_ONCE):
        part = rows.order_by().filter(pk__in=keys[start : start + READ_AT_ONCE])
        texts = part.values_list("pk", "title", "description")
        write_documents([document_of(*row) for row in texts])


def index_missing(rows: QuerySet) -> int:
    """Of those that have none: written by SQL, or by code that did not know of it."""
    wanted = missing_documents(rows).order_by("pk").values_list("pk", flat=True)
    done = 0
    while keys := list(wanted[:READ_AT_ONCE]):
        index_rows(rows, keys)
        products_changed.send(sender=rows.model, product_ids=keys, with_names=True)
        done += len(keys)
    return done


def document_of(pk: int, title: str, description: str | None) -> Document:
    return Document(pk, title=str(title), body=str(description or ""))
