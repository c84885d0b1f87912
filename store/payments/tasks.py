"""Payments in the background."""

from __future__ import annotations

from celery import shared_task

from store.payments import inbox, polling


@shared_task(name="store.payments.process_event")
def process_event(event_id: int) -> bool:
    """Do what follows from a webhook. Returns whether there was anything to do."""
    return inbox.process_event(event_id=event_id)


@shared_task(name="store.payments.process_events")
def process_events() -> int:
    """What the task above left behind. Returns how many events."""
    return inbox.process_due_events()


@shared_task(name="store.payments.check_payments")
def check_payments() -> int:
    """Look at payment pages nobody told us about. Returns how many."""
    return polling.check_due_payments()
