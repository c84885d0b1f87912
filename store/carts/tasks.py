"""Housekeeping of carts."""

from __future__ import annotations

from celery import shared_task
from django.conf import settings

from store.carts import services


@shared_task(name="store.carts.delete_stale_carts")
def delete_stale_carts() -> int:
    """Delete carts untouched for `STORE_CART_DAYS`. Returns how many."""
    return services.delete_stale_carts(days=settings.STORE_CART_DAYS)
