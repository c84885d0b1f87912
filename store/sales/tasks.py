"""Counting, in the background."""

from __future__ import annotations

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from store.sales import counting

MOST_BATCHES = 200
FORGOTTEN = timedelta(days=3)


@shared_task(name="store.sales.count_orders")
def count_orders() -> int:
    """Count what orders changed. Returns how many were counted."""
    return counting.count_all_stale(most=MOST_BATCHES)


@shared_task(name="store.sales.mark_forgotten_orders")
def mark_forgotten_orders() -> int:
    """Have those counted that an older release, still running, placed or counted its way."""
    placed = counting.mark_forgotten(since=timezone.now() - FORGOTTEN)
    return placed + counting.mark_outdated()
