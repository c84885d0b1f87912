"""Ratings, in the background."""

from __future__ import annotations

import logging

from celery import shared_task

from store.reviews import ratings
from store.reviews.drift import find_drift

logger = logging.getLogger(__name__)


@shared_task(name="store.reviews.rate_vendor")
def rate_vendor(vendor_id: int) -> None:
    ratings.rate_vendor(vendor_id=vendor_id)


@shared_task(name="store.reviews.rate_all_vendors")
def rate_all_vendors() -> int:
    """Returns how many."""
    return ratings.rate_all_vendors()


@shared_task(name="store.reviews.mend_ratings")
def mend_ratings() -> int:
    """What code before this one wrote, or a hand in the database. Returns how many."""
    wrong = 0
    for drift in find_drift(repair=True):
        wrong += 1
        logger.warning("%s: %s; now %s", drift.row, drift.found, drift.expected)
    return wrong
