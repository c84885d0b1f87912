"""Telling whoever listens what a signed-in reader looks at. Asks no database."""

from __future__ import annotations

from typing import Any

from rest_framework.request import Request

from store.catalog.models import Product
from store.shared.identity import user_id
from store.shared.search import WordSearchFilter
from store.signals import product_viewed, products_searched

FIRST = 10
"""So many of the products that a search found are announced with it."""


def announce_view(request: Request, product: dict[str, Any]) -> None:
    reader = user_id(request.user)
    if reader is not None and request.method == "GET":
        product_viewed.send_robust(
            sender=Product, user_id=reader, product_id=product["id"]
        )


def announce_search(
    request: Request,
    products: list[dict[str, Any]],
    param: str = WordSearchFilter.search_param,
) -> None:
    """The first page of one: who turns the page does not search anew."""
    params = request.query_params
    words = params.get(param, "")
    reader = user_id(request.user)
    first_page = params.get("page", "1") == "1"
    if words and first_page and reader is not None and request.method == "GET":
        products_searched.send_robust(
            sender=Product,
            user_id=reader,
            words=words,
            product_ids=[product["id"] for product in products[:FIRST]],
        )
