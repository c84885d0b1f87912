"""Proves that what is held as bought is what was paid for, and repairs it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef

from store.library.models import LibraryEntry
from store.library.purchases import Right, paid_lines, read_rights, write_rights
from store.shared.drift import Drift
from store.shared.retrying import retried

BATCH = 500


def find_drift(
    *, product_id: int | None = None, repair: bool = False
) -> Iterator[Drift]:
    """Every difference there is, of one product or of all; with `repair` it is gone afterwards.

    Orders are paid meanwhile: what looks wrong is looked at again under its locks.
    """
    of = {} if product_id is None else {"product": product_id}
    for suspects in (unheld(of), unpaid(of)):
        for customer_id, product in suspects:
            yield from check_pair(
                customer_id=customer_id, product_id=product, repair=repair
            )


def unheld(of: dict[str, int]) -> Iterator[tuple[int, int]]:
    """Customers who paid for a book, and the book, that they do not hold as bought."""
    held = LibraryEntry.objects.bought().filter(
        customer=OuterRef("order__customer"), product=OuterRef("product")
    )
    lines = paid_lines().filter(
        ~Exists(held.order_by()),
        product__book__isnull=False,
        order__customer__user__is_active=True,
        **of,
    )
    return in_batches(lines, "order__customer", "product")


def unpaid(of: dict[str, int]) -> Iterator[tuple[int, int]]:
    """Those who hold something as bought for which nothing is paid (any more)."""
    paid = paid_lines().filter(
        order__customer=OuterRef("customer"), product=OuterRef("product")
    )
    held = LibraryEntry.objects.bought().filter(~Exists(paid.order_by()), **of)
    return in_batches(held, "customer", "product")


def in_batches(rows: Any, *columns: str) -> Iterator[tuple[int, int]]:
    last = 0
    while batch := list(
        rows.filter(pk__gt=last).order_by("pk").values_list("pk", *columns)[:BATCH]
    ):
        last = batch[-1][0]
        yield from dict.fromkeys((customer, product) for _, customer, product in batch)


@retried
def check_pair(*, customer_id: int, product_id: int, repair: bool) -> list[Drift]:
    rights = read_rights(customer_id=customer_id, product_ids=[product_id])
    wrong = [right for right in rights if not right.is_settled]
    if repair:
        write_rights(customer_id=customer_id, rights=wrong)
    row = f"customer {customer_id}, product {product_id}"
    return [Drift(row, *said(right)) for right in wrong]


def said(right: Right) -> tuple[str, str]:
    return right.entry.source if right.entry else "nothing", right.source or "nothing"
