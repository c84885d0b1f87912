"""Checkouts for tests of the client."""

from __future__ import annotations

from typing import Any

from store.payments.chargily import Checkout, create_checkout

ASKED: dict[str, Any] = {
    "amount": 50_000,
    "success_url": "https://shop.example/paid",
    "failure_url": "https://shop.example/failed",
    "webhook_url": "https://shop.example/hook/",
    "description": "Order 7",
    "locale": "fr",
    "metadata": {"payment": "42"},
}


def make_checkout(**others: Any) -> Checkout:
    return create_checkout(**{**ASKED, **others})
