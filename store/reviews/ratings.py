"""What vendors are rated, kept on the vendor: lists of vendors read it with the row."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from store.reviews.models import Review
from store.shared.money import to_cents
from store.shared.queueing import queue_after_commit
from store.vendors.models import Vendor

MOST_ATTEMPTS = 10


def rate_vendor_soon(*, vendor_id: int | None) -> None:
    """In the background, after the commit; None is the store itself, which has no rating."""
    if vendor_id is not None:
        queue_after_commit(name="store.reviews.rate_vendor", args=(vendor_id,))


def rate_vendor(*, vendor_id: int) -> None:
    """Write the average over the reviews of a vendor's products, and of how many.

    Two at once may write in the wrong order, so each looks again after its writing: whoever
    wrote last saw everything. The row is not locked meanwhile: checkouts refer to it.
    """
    for _ in range(MOST_ATTEMPTS):
        figures = read_rating(vendor_id=vendor_id)
        Vendor.objects.filter(pk=vendor_id).update(**figures)
        if read_rating(vendor_id=vendor_id) == figures:
            return


def read_rating(*, vendor_id: int) -> dict[str, Any]:
    """`rating` to two places, None without any, and `rating_count`."""
    found = Review.objects.filter(product__vendor_id=vendor_id).average()
    average = found["average"]
    return {
        "rating": None if average is None else to_cents(Decimal(average)),
        "rating_count": found["count"],
    }


def rate_all_vendors() -> int:
    """Whatever was lost on the way."""
    keys = list(Vendor.objects.values_list("pk", flat=True))
    for key in keys:
        rate_vendor(vendor_id=key)
    return len(keys)
