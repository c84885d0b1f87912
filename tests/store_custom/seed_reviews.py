"""Whether the reviews of the example shop are what customers would have made of it."""

from __future__ import annotations

from decimal import Decimal

from store.models import Product, Review, ReviewReport
from store.reviews.drift import find_drift


def assert_rated() -> None:
    """By halves, mostly good, and counted."""
    ratings = list(Review.objects.values_list("rating", flat=True))
    assert all(rating is not None and rating * 2 % 1 == 0 for rating in ratings)
    assert sum(rating >= 4 for rating in ratings if rating) > 280
    assert [*find_drift()] == []
    assert not Product.objects.filter(rating=None, reviews__isnull=False).exists()


def assert_marked() -> None:
    marked = Review.objects.with_marks()
    assert marked.filter(verified=True).count() > 50
    assert marked.filter(verified=False).count() > 50
    assert Review.objects.filter(helpful_count__gte=5).count() > 20
    assert ReviewReport.objects.waiting().get().review.rating == Decimal("0.5")
