"""Ratings, in the background."""

from __future__ import annotations

from celery import shared_task

from store.reviews import ratings


@shared_task(name="store.reviews.rate_vendor")
def rate_vendor(vendor_id: int) -> None:
    ratings.rate_vendor(vendor_id=vendor_id)


@shared_task(name="store.reviews.rate_all_vendors")
def rate_all_vendors() -> int:
    """Returns how many."""
    return ratings.rate_all_vendors()
