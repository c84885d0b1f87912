"""Watching the shelves."""

from __future__ import annotations

from celery import shared_task

from store.catalog.services import code_forgotten
from store.catalog.shelves import announce_low_stock as announce


@shared_task(name="store.catalog.announce_low_stock")
def announce_low_stock() -> int:
    """Announce what ran low since the last time. Returns how many products."""
    return announce()


@shared_task(name="store.catalog.code_forgotten_products")
def code_forgotten_products() -> int:
    """Give a code to products without one. Returns how many there were."""
    return code_forgotten()
