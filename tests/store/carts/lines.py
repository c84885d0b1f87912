"""What a line shows besides itself."""

from __future__ import annotations

from typing import Any

# A line of `make_cart`, which says nothing of the price then, of a product of `make_product`.
NOTHING_KNOWN: dict[str, Any] = {
    "added_price": None,
    "price_changed": False,
    "left_in_stock": 100,
    "enough_in_stock": True,
    "available": True,
}
