"""Chargily Pay V2 (docs/payments.md): payment pages are made, read and ended; webhooks checked."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from typing import Any

from store.payments import chargily_http
from store.payments.chargily_account import is_live, is_on, secret_key
from store.payments.chargily_errors import (
    ChargilyError,
    ChargilyOff,
    ChargilyRefused,
    ChargilyUnreachable,
    ChargilyUnusable,
)
from store.payments.chargily_shapes import (
    ID,
    Balance,
    Checkout,
    Event,
    Wallet,
    balance_from,
    checkout_from,
    event_from,
)

__all__ = [
    "Balance",
    "ChargilyError",
    "ChargilyOff",
    "ChargilyRefused",
    "ChargilyUnreachable",
    "ChargilyUnusable",
    "Checkout",
    "Event",
    "Wallet",
    "create_checkout",
    "expire_checkout",
    "is_live",
    "is_on",
    "is_signed",
    "read_balance",
    "read_checkout",
    "read_event",
]


def create_checkout(
    *,
    amount: int,
    currency: str = "dzd",
    success_url: str,
    failure_url: str,
    webhook_url: str,
    description: str,
    locale: str,
    metadata: Mapping[str, Any],
) -> Checkout:
    """Make a payment page for `amount` whole dinars; `locale` is ar, en or fr.

    Sent once. Raises a ChargilyError, after which, refusals apart, the page may exist: its
    address is known to nobody, and it ends by itself.
    """
    checkout = checkout_from(
        chargily_http.post(
            "checkouts",
            {
                "amount": amount,
                "currency": currency,
                "success_url": success_url,
                "failure_url": failure_url,
                "webhook_endpoint": webhook_url,
                "description": description,
                "locale": locale,
                "metadata": metadata,
            },
        )
    )
    if checkout.checkout_url is None:
        raise ChargilyUnusable("Chargily: checkout_url of the checkout is unusable")
    return checkout


def read_checkout(*, id: str) -> Checkout:  # noqa: A002 - as Chargily says
    """How a checkout stands. Raises a ChargilyError."""
    return same(checkout_from(chargily_http.get(path_of(id))), id)


def expire_checkout(*, id: str) -> Checkout:  # noqa: A002 - as Chargily says
    """End a checkout that nobody has paid yet, so that nobody does.

    Sent once. Raises a ChargilyError: ChargilyRefused with the status 400 when it has
    expired already, with 403 when it is not pending any more.
    """
    return same(checkout_from(chargily_http.post(f"{path_of(id)}/expire")), id)


def read_balance() -> Balance:
    """What the account holds, in whole units of each currency. Raises a ChargilyError."""
    return balance_from(chargily_http.get("balance"))


def is_signed(*, body: bytes, signature: str | bytes | None) -> bool:
    """Whether the header `signature` of a webhook was made of this very body with our key."""
    if not is_on() or not signature:
        return False
    if isinstance(signature, str):
        signature = signature.encode(errors="replace")
    made = hmac.new(secret_key().encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(made.encode(), signature)


def read_event(*, body: bytes) -> Event:
    """What a webhook says; who made it is told by `is_signed`. Raises ChargilyUnusable."""
    return event_from(body)


def path_of(id: str) -> str:  # noqa: A002
    if not ID.fullmatch(id):
        raise ChargilyUnusable("Chargily: no checkout has such an id")
    return f"checkouts/{id}"


def same(checkout: Checkout, id: str) -> Checkout:  # noqa: A002
    if checkout.id != id:
        raise ChargilyUnusable("Chargily: another checkout than the one asked for")
    return checkout
