"""Payments on Chargily's pages: making one, and what is done with what became of it.

No call here holds a lock or a transaction: Chargily is asked first, and what it says is
then compared with the row under the order's lock.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.utils import timezone

from store.orders.models import Order
from store.payments import chargily
from store.payments.books import Books, move_payment, open_books, settle
from store.payments.chargily import Checkout
from store.payments.choices import (
    OPEN,
    RECEIVED,
    AttemptStatus,
    PaymentMethod,
    UnappliedReason,
)
from store.payments.errors import ProviderUnreachable
from store.payments.models import Payment
from store.payments.receiving import receive, set_aside_unknown
from store.payments.services import start_payment
from store.shared.prepared import as_key
from store.shared.retrying import retried

logger = logging.getLogger(__name__)

CURRENCY = "dzd"
# A page ends by itself after half an hour; one that is about to is not given again.
FRESH = timedelta(minutes=25)
ENDED = {
    "failed": AttemptStatus.FAILED,
    "canceled": AttemptStatus.CANCELLED,
    "expired": AttemptStatus.EXPIRED,
}
# Minutes until the next look at a page nobody has told us about; then every six hours.
DELAYS = (1, 1, 2, 3, 5, 10, 15, 30, 60, 120)


def begin_online(*, order: Order, by: object, webhook_url: str) -> Payment:
    """A pending payment whose `checkout_url` is the page to send the buyer to.

    Asked again, the same page as long as it lives. Raises MethodOff, NothingDue,
    AmountTooSmall, ProviderUnreachable.
    """
    payment = under_way(order=order, by=by)
    if payment.provider_id and not is_fresh(payment):
        refresh(payment=payment)
        payment = under_way(order=order, by=by)
    if payment.provider_id:
        return payment
    return make_page(payment=payment, webhook_url=webhook_url)


def under_way(*, order: Order, by: object) -> Payment:
    [payment] = start_payment(order=order, method=PaymentMethod.CHARGILY, by=by)
    return payment


def is_fresh(payment: Payment) -> bool:
    return payment.created_at > timezone.now() - FRESH


def make_page(*, payment: Payment, webhook_url: str) -> Payment:
    """Ask Chargily for a page. Without an answer the attempt waits for the next try:
    a page that was made all the same is one whose address nobody knows.
    """
    address = settings.STORE_PAYMENT_RETURN_URL.format(
        order=payment.order_id, payment=payment.pk
    )
    try:
        checkout = chargily.create_checkout(
            amount=int(payment.amount),
            currency=CURRENCY,
            success_url=address,
            failure_url=address,
            webhook_url=webhook_url,
            description=f"Order {payment.order_id}",
            locale="en",
            metadata=metadata_of(payment),
        )
    except chargily.ChargilyError as problem:
        raise unreachable(problem) from None
    return keep_page(payment=payment, checkout=checkout)


def metadata_of(payment: Payment) -> dict[str, str]:
    """What a page says of itself, so that it is known whose it is."""
    return {"order_id": str(payment.order_id), "payment_id": str(payment.pk)}


@retried
def keep_page(*, payment: Payment, checkout: Checkout) -> Payment:
    """Of two pages that were made at once the first is kept, and nobody sees the other."""
    books = open_books(order_id=payment.order_id)
    payment = books.payment(payment.pk)
    if payment.provider_id:
        return payment
    payment.provider_id = checkout.id
    payment.checkout_url = checkout.checkout_url or ""
    payment.checks = 0
    # Cancelled while the page was made: it is closed there as soon as possible.
    is_open = payment.status in OPEN
    payment.next_check_at = next_check(payment) if is_open else timezone.now()
    payment.save(
        update_fields=["provider_id", "checkout_url", "checks", "next_check_at"]
    )
    return payment


def next_check(payment: Payment) -> datetime:
    """Ever later: what was told by a webhook needs no look."""
    known = payment.checks < len(DELAYS)
    minutes = DELAYS[payment.checks] if known else 6 * 60
    return timezone.now() + timedelta(minutes=minutes)


def refresh(*, payment: Payment) -> None:
    """Ask how the page of a payment stands, and do what follows.

    For the buyer who comes back from there. Raises ProviderUnreachable.
    """
    if not payment.provider_id or payment.status in RECEIVED:
        return
    try:
        checkout = chargily.read_checkout(id=payment.provider_id)
    except chargily.ChargilyError as problem:
        raise unreachable(problem) from None
    apply_checkout(payment_id=payment.pk, checkout=checkout)


def unreachable(problem: chargily.ChargilyError) -> ProviderUnreachable:
    logger.warning("%s", problem)
    return ProviderUnreachable()


def hear(*, checkout: Checkout) -> str:
    """Do what follows from a checkout that Chargily just showed us; in a few words, what.

    Money on a page that is none of ours is set aside.
    """
    payment = payment_of(checkout)
    if payment is not None:
        return apply_checkout(payment_id=payment.pk, checkout=checkout)
    if checkout.status != "paid" or checkout.livemode != chargily.is_live():
        return "no payment of ours"
    set_aside_unknown(
        method=PaymentMethod.CHARGILY,
        provider_id=checkout.id,
        amount=Decimal(checkout.amount),
        currency=checkout.currency.upper()[:3],
    )
    return "set aside: no such payment"


def payment_of(checkout: Checkout) -> Payment | None:
    """By the page; or, when the news came before the page was written down, by what we
    said when we asked for it.
    """
    ours = Payment.objects.filter(method=PaymentMethod.CHARGILY)
    found = ours.filter(provider_id=checkout.id).first()
    key = as_key(str(checkout.metadata.get("payment_id")))
    if found is None and key is not None:
        found = ours.filter(pk=key, provider_id=None).first()
    return found


@retried
def apply_checkout(*, payment_id: int, checkout: Checkout) -> str:
    """Bring a payment up to what its page says. Paid is final; what was paid after we had
    given the page up is money all the same.
    """
    order_id = Payment.objects.values_list("order", flat=True).get(pk=payment_id)
    books = open_books(order_id=order_id)
    payment = books.payment(payment_id)
    if payment.status in RECEIVED:
        return "paid already"
    if checkout.livemode != chargily.is_live():
        return note_error(payment, "The page is of the other mode.")
    payment.provider_id = payment.provider_id or checkout.id
    if checkout.status == "paid":
        return take_money(books, payment=payment, checkout=checkout)
    if checkout.status in ENDED:
        return end_attempt(books, payment=payment, to=ENDED[checkout.status])
    payment.next_check_at = next_check(payment)
    payment.save(update_fields=["provider_id", "next_check_at"])
    return checkout.status


def take_money(books: Books, *, payment: Payment, checkout: Checkout) -> str:
    said = {name: str(value) for name, value in checkout.metadata.items()}
    agreed = checkout.currency == CURRENCY and said == metadata_of(payment)
    receive(
        books=books,
        payment=payment,
        amount=Decimal(checkout.amount),
        problem=None if agreed else UnappliedReason.MISMATCH,
    )
    return "paid"


def end_attempt(books: Books, *, payment: Payment, to: AttemptStatus) -> str:
    if payment.status in OPEN:
        payment.error = f"Chargily: {to}"
        move_payment(payment, to=to)
        settle(books)
    payment.next_check_at = None
    payment.save(update_fields=["provider_id", "next_check_at"])
    return str(to)


def note_error(payment: Payment, error: str) -> str:
    payment.error, payment.next_check_at = error, None
    payment.save(update_fields=["error", "next_check_at"])
    return error
