"""Proves that ratings and counts of votes are what reviews and votes make of them."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import IntegrityError, transaction
from django.db.models import Count, F

from store.reviews.models import ProductRating, Review
from store.reviews.ratings import (
    count_stars,
    count_votes,
    figures_of,
    lock_rating,
    rate_products,
)
from store.shared.drift import Drift

BATCH = 500


def find_drift(*, repair: bool = False) -> Iterator[Drift]:
    """Every difference there is; with `repair` it is gone afterwards.

    Reviews are written meanwhile: what looks wrong is looked at again under its lock.
    """
    for product_id in suspicious_products():
        yield from check_product(product_id=product_id, repair=repair)
    counted = Review.objects.annotate(number=Count("votes")).order_by("pk")
    wrong = counted.exclude(helpful_count=F("number")).values_list("pk", flat=True)
    for pk in list(wrong):
        yield from check_votes(pk=pk, repair=repair)


def suspicious_products() -> Iterator[int]:
    last = 0
    while ids := next_ids(after=last):
        last = ids[-1]
        stars = count_stars(product_ids=ids)
        rows = ProductRating.objects.in_bulk(ids)
        for pk in ids:
            if said(rows.get(pk)) != expected_of(stars[pk]):
                yield pk


def next_ids(*, after: int) -> list[int]:
    """The next keys of products that are rated or have a rating."""
    rated = ProductRating.objects.filter(pk__gt=after).order_by("pk")
    reviews = Review.objects.filter(product__gt=after, rating__isnull=False)
    reviewed = reviews.order_by("product_id").values_list("product_id", flat=True)
    there = set(rated.values_list("pk", flat=True)[:BATCH])
    there |= set(reviewed.distinct()[:BATCH])
    return sorted(there)[:BATCH]


def said(row: ProductRating | None) -> str:
    if row is None or not row.count:
        return "no rating"
    return f"{row.count} of {row.average}: {row.histogram}"


def expected_of(stars: list[int]) -> str:
    return said(ProductRating(**figures_of(stars=stars)) if any(stars) else None)


def check_product(*, product_id: int, repair: bool) -> list[Drift]:
    """The row as it is while nobody writes a review of the product."""
    try:
        with transaction.atomic():
            lock_rating(product_id=product_id)
            found = said(ProductRating.objects.get(pk=product_id))
            expected = expected_of(count_stars(product_ids=[product_id])[product_id])
            if repair:
                rate_products(product_ids=[product_id])
            else:
                transaction.set_rollback(True)
    except IntegrityError:  # the product went meanwhile
        return []
    if found == expected:
        return []
    return [Drift(f"product {product_id}", found, expected)]


@transaction.atomic
def check_votes(*, pk: int, repair: bool) -> list[Drift]:
    review = Review.objects.select_for_update().filter(pk=pk).first()
    if review is None or review.helpful_count == review.votes.count():
        return []
    found = review.helpful_count
    if repair:
        count_votes(review=review)
    expected = review.votes.count()
    return [Drift(f"review {pk}", f"{found} helpful", f"{expected} helpful")]
