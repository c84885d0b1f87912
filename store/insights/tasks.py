"""Counting, in the background."""

from __future__ import annotations

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from store.insights import counting

MOST_BATCHES = 200
FORGOTTEN = timedelta(days=3)


@shared_task(name="store.insights.count_sales")
def count_sales() -> int:
    """Count what orders changed. Returns how many were counted."""
    return counting.count_all_stale(most=MOST_BATCHES)


@shared_task(name="store.insights.mark_forgotten_sales")
def mark_forgotten_sales() -> int:
    """Have those counted that were placed while an older release was still running."""
    return counting.mark_forgotten(since=timezone.now() - FORGOTTEN)
