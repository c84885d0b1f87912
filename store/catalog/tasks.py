"""Watching the shelves."""

from __future__ import annotations

from celery import shared_task

from store.catalog.services import code_forgotten, words_forgotten
from store.catalog.shelves import announce_low_stock as announce
from store.search import vocabulary


@shared_task(name="store.catalog.announce_low_stock")
def announce_low_stock() -> int:
    """Announce what ran low since the last time. Returns how many products."""
    return announce()


@shared_task(name="store.catalog.code_forgotten_products")
def code_forgotten_products() -> int:
    """Give a code to products without one. Returns how many there were."""
    return code_forgotten()


@shared_task(name="store.catalog.index_forgotten_products")
def index_forgotten_products() -> int:
    """Write the words of products without any. Returns how many there were."""
    return words_forgotten()


@shared_task(name="store.search.count_terms")
def count_terms() -> int:
    """Count anew in how many products each word is. Returns how many counts were wrong."""
    return vocabulary.count_terms()
