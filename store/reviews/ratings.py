"""What products and vendors are rated.

A product's rating is a row beside it (`ProductRating`), written in the transaction that
writes a review: it is exact. A vendor's is a column of the vendor, written in the background.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Count

from store.reviews.choices import STARS
from store.reviews.models import ProductRating, Review
from store.shared.money import to_cents
from store.shared.queueing import queue_after_commit
from store.shared.saving import save_sent
from store.signals import product_rated
from store.vendors.models import Vendor

MOST_ATTEMPTS = 10


def rate_products(*, product_ids: Iterable[int]) -> None:
    """Count products anew, in the transaction that wrote, hid or deleted reviews of them.

    Call it last: whoever holds a rating waits for nothing but the ratings after it. Each
    waits here for who came before, and then counts what that one committed; what is not
    committed yet will be counted by its own writer.
    """
    for product_id in sorted(set(product_ids)):
        lock_rating(product_id=product_id)
        stars = count_stars(product_ids=[product_id])[product_id]
        row = ProductRating.objects.filter(pk=product_id)
        if any(stars):
            row.update(**figures_of(stars=stars))
        else:
            row.delete()
        product_rated.send(sender=ProductRating, product_id=product_id)


def lock_rating(*, product_id: int) -> None:
    """Hold the row from here to the end of the transaction; one that was not there is of none.

    In one statement: two that look for it first, or `INSERT IGNORE` it, block each other.
    """
    table = ProductRating._meta.db_table
    held = (
        "ON DUPLICATE KEY UPDATE count = count"
        if connection.vendor == "mysql"
        else "ON CONFLICT (product_id) DO UPDATE SET count = count"
    )
    sql = f"INSERT INTO {table} (product_id, count, histogram) VALUES (%s, 0, '[]') {held}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [product_id])


def count_stars(*, product_ids: Sequence[int]) -> dict[int, list[int]]:
    """The histogram of each product, from the reviews that are there now."""
    found: dict[int, list[int]] = defaultdict(lambda: [0] * len(STARS))
    rows = (
        Review.objects.public()
        .filter(product__in=product_ids, rating__isnull=False)
        .order_by()
        .values_list("product_id", "rating")
        .annotate(number=Count("pk"))
    )
    for product_id, rating, number in rows:
        found[product_id][STARS.index(rating)] = number
    return found


def figures_of(*, stars: Sequence[int]) -> dict[str, Any]:
    """`count`, `average` to two places, rounded half up, and `histogram`; of one at least."""
    count = sum(stars)
    total = sum(star * number for star, number in zip(STARS, stars, strict=True))
    return {
        "count": count,
        "average": to_cents(total / Decimal(count)),
        "histogram": list(stars),
    }


def count_votes(*, review: Review) -> None:
    """Of a review that is locked, so that nobody votes meanwhile."""
    save_sent(row=review, values={"helpful_count": review.votes.count()})


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
    found = Review.objects.for_vendors([vendor_id]).average()
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
