"""Readers report reviews; the store hides them or keeps them."""

from __future__ import annotations

from collections.abc import Collection

from django.utils import timezone

from store.customers.models import Customer
from store.reviews.choices import ReportStatus
from store.reviews.models import Review, ReviewReport
from store.reviews.services import lock_of_others, rate_anew
from store.shared.identity import user_id
from store.shared.retrying import retried


@retried
def report_review(
    *, review: Review, reader: Customer, reason: str, words: str = ""
) -> tuple[ReviewReport, bool]:
    """Ask the store to look at it; whether that is new. A second report changes nothing.

    Raises OwnReview, or Review.DoesNotExist when it was hidden or deleted meanwhile.
    """
    locked = lock_of_others(review=review, reader=reader)
    return ReviewReport.objects.get_or_create(
        review=locked, reporter=reader, defaults={"reason": reason, "words": words}
    )


@retried
def moderate_reviews(*, review_ids: Collection[int], hide: bool, by: object) -> int:
    """Hide reviews, or keep them (those that were hidden come back). Returns how many.

    What was reported of them is answered by that; who reports later asks anew.
    """
    rows = Review.objects.select_for_update().filter(pk__in=review_ids).order_by("pk")
    reviews = list(rows)
    keys = [review.pk for review in reviews]
    ReviewReport.objects.waiting().filter(review__in=keys).update(
        status=ReportStatus.HIDDEN if hide else ReportStatus.KEPT,
        answered_at=timezone.now(),
        by=user_id(by),
    )
    Review.objects.filter(pk__in=keys).update(is_hidden=hide)
    changed = {row.product_id for row in reviews if row.is_hidden != hide}
    rate_anew(product_ids=changed)
    return len(reviews)
