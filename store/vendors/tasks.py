"""Housekeeping of vendors."""

from __future__ import annotations

from celery import shared_task

from store.vendors import services


@shared_task(name="store.vendors.delete_expired_invitations")
def delete_expired_invitations() -> int:
    """Returns how many."""
    return services.delete_expired_invitations()
