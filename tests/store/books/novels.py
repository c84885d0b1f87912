"""A product that is a book, as it is sent."""

from __future__ import annotations

from typing import Any

from tests.builders import make_collection


def novel(**book: Any) -> dict[str, Any]:
    return {
        "title": "Emma",
        "slug": "emma",
        "inventory": 7,
        "unit_price": 9,
        "collection": make_collection().pk,
        "book": book,
    }
