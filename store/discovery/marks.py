"""Saying, in the transaction that changes something, that searches have to know."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from uuid import uuid4

from django.db import connection, transaction

from store.discovery.choices import Source
from store.discovery.models import ChangedProduct, StaleText
from store.discovery.rewriting import rewrite_products
from store.shared.queueing import queue_after_commit

MARKED_AT_ONCE = 500
FEW = 20
"""So many products have their documents written at once, after the commit."""
MANY = 100
"""So many changed products are not left to the next run of the periodic task."""


def mark_products(*, product_ids: Collection[int], in_words: bool = False) -> None:
    """These were changed, or their words: read them as they are until they are folded in.

    Who changes the facts alone leaves it as it is with the words. By key, in which order two at once wait for each other.
    """
    keys = sorted(set(product_ids))
    mark = uuid4().hex
    named = connection.features.supports_update_conflicts_with_target
    for start in range(0, len(keys), MARKED_AT_ONCE):
        ChangedProduct.objects.bulk_create(
            [
                ChangedProduct(product_id=key, mark=mark, in_words=in_words)
                for key in keys[start : start + MARKED_AT_ONCE]
            ],
            update_conflicts=True,
            update_fields=["mark", "in_words"] if in_words else ["mark"],
            unique_fields=["product_id"] if named else None,
        )
    if len(keys) > MANY:
        queue_after_commit(name="store.discovery.fold_changes")


def mark_texts(*, source: Source, keys: Collection[int]) -> None:
    """The documents of these products, or of all that name these, say something old."""
    ordered = sorted(set(keys))
    if not ordered:
        return
    mark = uuid4().hex
    named = connection.features.supports_update_conflicts_with_target
    for start in range(0, len(ordered), MARKED_AT_ONCE):
        StaleText.objects.bulk_create(
            [
                StaleText(source=source, key=key, mark=mark)
                for key in ordered[start : start + MARKED_AT_ONCE]
            ],
            update_conflicts=True,
            update_fields=["mark", "last_id"],
            unique_fields=["source", "key"] if named else None,
        )
    if source == Source.PRODUCT and len(ordered) <= FEW:
        # Nobody waits for it, and if it fails the periodic task finds the same work.
        transaction.on_commit(
            partial(rewrite_products, product_ids=ordered), robust=True
        )
    else:
        queue_after_commit(name="store.discovery.rewrite_texts")
