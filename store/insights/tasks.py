"""Housekeeping of histories."""

from __future__ import annotations

from celery import shared_task

from store.insights import recording


@shared_task(name="store.insights.delete_old_history")
def delete_old_history() -> int:
    """Returns how many entries."""
    return recording.delete_old_history()
