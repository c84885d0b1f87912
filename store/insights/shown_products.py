"""Products as the catalogue shows them, found by key."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from store.catalog.models import Product
from store.catalog.rows import AbsoluteUrl, product_values, render_products


def render_public(
    pks: Iterable[int], absolute: AbsoluteUrl, reader: object
) -> dict[int, dict[str, Any]]:
    """Those of them that are on public sale now, in three queries, in the given order."""
    keys = list(dict.fromkeys(pks))
    if not keys:
        return {}
    rows = product_values(Product.objects.public().filter(pk__in=keys)).order_by()
    products = render_products(rows, absolute, reader)
    found = {product["id"]: product for product in products}
    return {pk: found[pk] for pk in keys if pk in found}
