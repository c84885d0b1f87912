"""Counting pairs and ranking what is popular, in the background."""

from __future__ import annotations

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from store.recommendations import counting, tops

MOST_BATCHES = 60
FORGOTTEN = timedelta(days=3)
OLD = timedelta(days=30)
MOST_OLD = 5000


@shared_task(name="store.recommendations.count_pairs")
def count_pairs() -> int:
    """Count what orders changed. Returns how many products were counted."""
    return counting.count_all_stale(most=MOST_BATCHES)


@shared_task(name="store.recommendations.rank_popular")
def rank_popular() -> int:
    """Write the lists of what sells best anew. Returns how many places there are."""
    return tops.rank_popular()


@shared_task(name="store.recommendations.mark_old_pairs")
def mark_old_pairs() -> int:
    """Have counted what an older release placed, and what was not counted for long."""
    now = timezone.now()
    forgotten = counting.mark_forgotten(since=now - FORGOTTEN)
    return forgotten + counting.mark_old(before=now - OLD, most=MOST_OLD)
