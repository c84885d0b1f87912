"""What Chargily tells us: written down as it came, then looked up, then acted upon."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from store.payments import chargily
from store.payments.choices import PaymentMethod
from store.payments.models import PaymentEvent
from store.payments.online import hear
from store.shared.queueing import queue_after_commit
from store.shared.retrying import retried

logger = logging.getLogger(__name__)

TASK = "store.payments.process_event"
BATCH = 50
# Minutes to the next try when Chargily does not answer; then once a day.
DELAYS = (1, 2, 5, 15, 60, 240)
MOST_ATTEMPTS = 12


@retried
def record_event(*, body: bytes) -> PaymentEvent:
    """Keep a signed event, once however often it is sent. Raises ChargilyUnusable."""
    event = chargily.read_event(body=body)
    row, _ = PaymentEvent.objects.get_or_create(
        provider=PaymentMethod.CHARGILY,
        event_id=event.id,
        defaults={
            "kind": event.type,
            "checkout_id": event.checkout_id or "",
            "body": body.decode(errors="replace"),
            "next_attempt_at": timezone.now(),
        },
    )
    if row.processed_at is None:
        queue_after_commit(name=TASK, args=(row.pk,))
    return row


def process_due_events() -> int:
    """Events whose worker was lost, or that Chargily did not answer for. Returns how many."""
    due = PaymentEvent.objects.filter(
        processed_at=None, next_attempt_at__lte=timezone.now()
    )
    keys = list(due.order_by("next_attempt_at").values_list("pk", flat=True)[:BATCH])
    return sum(process_event(event_id=pk) for pk in keys)


def process_event(*, event_id: int) -> bool:
    """An event is a hint: what counts is what Chargily says now. Whether there was anything
    to do; may run twice, late or at once.
    """
    event = claim(event_id)
    if event is None:
        return False
    try:
        outcome = look_up(event)
    except chargily.ChargilyRefused as problem:
        outcome = str(problem)
    except chargily.ChargilyError as problem:
        if event.attempts < MOST_ATTEMPTS:
            put_off(event, problem)
            return True
        outcome = f"given up: {problem}"
    PaymentEvent.objects.filter(pk=event.pk).update(
        processed_at=timezone.now(), next_attempt_at=None, outcome=outcome[:255]
    )
    return True


def claim(pk: int) -> PaymentEvent | None:
    """The event, ours for some minutes; None when another worker has it, or it is done."""
    now = timezone.now()
    mine = PaymentEvent.objects.filter(
        pk=pk, processed_at=None, next_attempt_at__lte=now
    )
    until = now + timedelta(seconds=settings.PAYMENT_CLAIM_SECONDS)
    if not mine.update(next_attempt_at=until, attempts=F("attempts") + 1):
        return None
    return PaymentEvent.objects.get(pk=pk)


def look_up(event: PaymentEvent) -> str:
    if not event.checkout_id:
        return "about no checkout"
    return hear(checkout=chargily.read_checkout(id=event.checkout_id))


def put_off(event: PaymentEvent, problem: chargily.ChargilyError) -> None:
    logger.warning("%s", problem)
    known = event.attempts <= len(DELAYS)
    minutes = DELAYS[event.attempts - 1] if known else 24 * 60
    PaymentEvent.objects.filter(pk=event.pk).update(
        next_attempt_at=timezone.now() + timedelta(minutes=minutes),
        outcome=str(problem)[:255],
    )
