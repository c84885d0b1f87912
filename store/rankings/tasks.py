"""Ranking, in the background."""

from __future__ import annotations

from celery import shared_task

from store.rankings import services


@shared_task(name="store.rankings.rank_products")
def rank_products(product_ids: list[int]) -> int:
    """Rank these. Returns how many."""
    return services.rank_products(product_ids=product_ids)


@shared_task(name="store.rankings.refresh")
def refresh_rankings() -> int:
    """Rank what changed, or everything. Returns how many products were looked at."""
    return services.refresh()
