"""What tests of histories do: look, search, and write it down."""

from __future__ import annotations

from typing import Any

from rest_framework.test import APIClient

from store.insights.receivers import buffer

HISTORY = "/store/customers/me/history/"


def client_for(user: Any) -> APIClient:
    client = APIClient()
    client.force_authenticate(user=user)
    return client


def look(user: Any, *products: Any) -> None:
    for product in products:
        client_for(user).get(f"/store/products/{product.pk}/")


def search(user: Any, *searches: str, **more: Any) -> None:
    for words in searches:
        client_for(user).get("/store/products/", {"search": words, **more})


def write_down() -> None:
    """What the background thread does a second later."""
    buffer.flush()


def history_of(user: Any) -> dict[str, Any]:
    return client_for(user).get(HISTORY).json()


def viewed(user: Any) -> list[tuple[int, int]]:
    """(product, times), newest first."""
    return [(one["product"]["id"], one["times"]) for one in history_of(user)["viewed"]]


def searched(user: Any) -> list[tuple[str, int]]:
    """(words, times), newest first."""
    return [(one["words"], one["times"]) for one in history_of(user)["searched"]]
