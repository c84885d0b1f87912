"""Products as the catalogue shows them, and why each of them is shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from store.catalog.models import Product
from store.catalog.rows import AbsoluteUrl, product_values, render_products
from store.recommendations.reasons import Pick


def render_picks(
    picks: Iterable[Pick],
    products: QuerySet[Product],
    absolute: AbsoluteUrl,
    reader: object,
) -> list[dict[str, Any]]:
    """In the order of the picks, those of them that are among the products."""
    reasons = {pick.product: pick.reason for pick in picks}
    if not reasons:
        return []
    rows = product_values(products.filter(pk__in=reasons).order_by())
    found = {row["id"]: row for row in render_products(rows, absolute, reader)}
    return with_reasons(picks, found)


def with_reasons(
    picks: Iterable[Pick], products: dict[int, dict[str, Any]]
) -> list[dict[str, Any]]:
    return [
        {**products[pick.product], "reason": pick.reason.shown()}
        for pick in picks
        if pick.product in products
    ]
