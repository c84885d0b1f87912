"""What nobody told us: pages are looked at again, and given-up ones closed."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from store.payments import chargily
from store.payments.books import move_payment, open_books, settle
from store.payments.choices import AttemptStatus
from store.payments.models import Payment
from store.payments.online import apply_checkout, next_check, note_error
from store.shared.retrying import retried

logger = logging.getLogger(__name__)

BATCH = 50
# A page lives half an hour; one that says "pending" for a day is ended by us.
LONGEST = timedelta(days=1)


def check_due_payments() -> int:
    """Look at the pages whose time has come. Returns how many."""
    due = Payment.objects.filter(next_check_at__lte=timezone.now())
    checked = 0
    for payment in due.order_by("next_check_at")[:BATCH]:
        if claim(payment):
            check_payment(payment)
            checked += 1
    return checked


def claim(payment: Payment) -> bool:
    """Whether it is ours to look at: of two workers the second finds it moved on."""
    mine = Payment.objects.filter(pk=payment.pk, next_check_at=payment.next_check_at)
    until = timezone.now() + timedelta(seconds=settings.PAYMENT_CLAIM_SECONDS)
    return bool(mine.update(next_check_at=until, checks=F("checks") + 1))


def check_payment(payment: Payment) -> None:
    """Ask Chargily about one page, and do what follows; a lost line is tried later."""
    payment.refresh_from_db()
    if payment.provider_id is None:
        forget(payment)
        return
    try:
        if payment.status == AttemptStatus.PENDING and not is_old(payment):
            checkout = chargily.read_checkout(id=payment.provider_id)
        else:
            checkout = close_page(payment.provider_id)
    except chargily.ChargilyRefused as problem:
        give_up(payment, str(problem))
        return
    except chargily.ChargilyError as problem:
        logger.warning("%s", problem)
        later = next_check(payment)
        Payment.objects.filter(pk=payment.pk).update(next_check_at=later)
        return
    apply_checkout(payment_id=payment.pk, checkout=checkout)


def is_old(payment: Payment) -> bool:
    return payment.created_at < timezone.now() - LONGEST


def close_page(provider_id: str) -> chargily.Checkout:
    """End the page, or see how it ended before. Raises a ChargilyError."""
    try:
        return chargily.expire_checkout(id=provider_id)
    except chargily.ChargilyRefused:
        return chargily.read_checkout(id=provider_id)


def forget(payment: Payment) -> None:
    Payment.objects.filter(pk=payment.pk).update(next_check_at=None)


@retried
def give_up(payment: Payment, problem: str) -> None:
    """Chargily knows no such page: nothing will come from there."""
    books = open_books(order_id=payment.order_id)
    payment = books.payment(payment.pk)
    if payment.status == AttemptStatus.PENDING:
        move_payment(payment, to=AttemptStatus.FAILED, note=problem[:255])
        settle(books)
    note_error(payment, problem[:255])
