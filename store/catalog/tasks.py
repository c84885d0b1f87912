"""Watching the shelves."""

from __future__ import annotations

from celery import shared_task

from store.catalog.shelves import announce_low_stock as announce


@shared_task(name="store.catalog.announce_low_stock")
def announce_low_stock() -> int:
    """Announce what ran low since the last time. Returns how many products."""
    return announce()
