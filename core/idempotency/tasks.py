"""Keys, in the background."""

from __future__ import annotations

from celery import shared_task

from core.idempotency import services


@shared_task(name="core.idempotency.delete_expired")
def delete_expired() -> int:
    """Forget old keys and their answers. Returns how many."""
    return services.delete_expired()
