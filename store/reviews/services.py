"""Saying something about a product, finding it helpful, and answering it.

Locks are taken in one order: reviews by key, what hangs on them, then the ratings of
products by key. None of them is the product itself.
"""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from store.catalog.models import Product
from store.customers.models import Customer
from store.reviews.errors import AlreadyReviewed, EmptyReview, OwnReview
from store.reviews.models import Review, ReviewReply, ReviewVote
from store.reviews.ratings import count_votes, rate_products, rate_vendor_soon
from store.shared.retrying import retried
from store.shared.saving import save_sent

MOST_ATTEMPTS = 5


@retried
def write_review(
    *, product: Product, customer: Customer, name: str = "", **words: Any
) -> Review:
    """A customer's one review of a product; `name` is theirs unless they gave another.

    Raises EmptyReview or AlreadyReviewed.
    """
    refuse_empty(**words)
    if Review.objects.filter(product=product, customer=customer).exists():
        raise AlreadyReviewed
    try:
        with transaction.atomic():
            review = Review.objects.create(
                product=product,
                customer=customer,
                name=name or str(customer),
                **words,
            )
    except IntegrityError:
        raise AlreadyReviewed from None
    rate_anew(product_ids=[product.pk])
    return review


def put_review(
    *, product: Product, customer: Customer, name: str = "", **words: Any
) -> tuple[Review, bool]:
    """Write a customer's review, or all of the one there is; whether it is new.

    Each attempt is a transaction of its own: who lost to another request of the same
    customer holds nothing that this one would wait for. Raises EmptyReview.
    """
    whole = {"description": "", "rating": None, "name": name or str(customer), **words}
    for _ in range(MOST_ATTEMPTS):
        own = Review.objects.filter(product=product, customer=customer).first()
        try:
            if own is None:
                return write_review(product=product, customer=customer, **whole), True
            change_review(review=own, **whole)
        except (AlreadyReviewed, Review.DoesNotExist):
            continue
        return own, False
    raise AlreadyReviewed


@retried
def change_review(*, review: Review, **words: Any) -> None:
    """Write what was sent. Raises EmptyReview when nothing would be left.

    Raises Review.DoesNotExist when it was deleted meanwhile.
    """
    locked = Review.objects.select_for_update().get(pk=review.pk)
    there = {"description": locked.description, "rating": locked.rating}
    refuse_empty(**{**there, **words})
    save_sent(row=locked, values=words)
    rate_anew(product_ids=[locked.product_id])


def refuse_empty(
    *, description: str = "", rating: Decimal | None = None, **others: Any
) -> None:
    """Raises EmptyReview."""
    if rating is None and not description:
        raise EmptyReview


@retried
def delete_reviews(*, review_ids: Collection[int]) -> int:
    """What hangs on them goes too. Returns how many were there."""
    rows = Review.objects.select_for_update().filter(pk__in=review_ids).order_by("pk")
    reviews = list(rows)
    Review.objects.filter(pk__in=[review.pk for review in reviews]).delete()
    rate_anew(product_ids=[review.product_id for review in reviews])
    return len(reviews)


def rate_anew(*, product_ids: Collection[int]) -> None:
    """The products of reviews that were written, and in the background their vendors."""
    rate_products(product_ids=product_ids)
    sold = Product.objects.filter(pk__in=product_ids, vendor__isnull=False)
    for vendor_id in set(sold.values_list("vendor", flat=True)):
        rate_vendor_soon(vendor_id=vendor_id)


def lock_of_others(*, review: Review, reader: Customer) -> Review:
    """The review, locked, if it is public and somebody else's.

    Raises OwnReview, or Review.DoesNotExist.
    """
    locked = Review.objects.public().select_for_update().get(pk=review.pk)
    if locked.customer_id == reader.pk:
        raise OwnReview
    return locked


@retried
def find_helpful(*, review: Review, reader: Customer) -> None:
    """Vote for it; a second vote changes nothing. Raises OwnReview."""
    locked = lock_of_others(review=review, reader=reader)
    ReviewVote.objects.get_or_create(review=locked, customer=reader)
    count_votes(review=locked)


@retried
def take_vote_back(*, review: Review, reader: Customer) -> None:
    locked = Review.objects.select_for_update().get(pk=review.pk)
    locked.votes.filter(customer=reader).delete()
    count_votes(review=locked)


@transaction.atomic
def reply_to_review(*, review: Review, text: str, by: Any) -> ReviewReply:
    """Answer for the vendor; a second answer takes the place of the first.

    Raises Review.DoesNotExist when the review was deleted meanwhile.
    """
    Review.objects.select_for_update().get(pk=review.pk)
    reply, _ = ReviewReply.objects.update_or_create(
        review=review,
        defaults={"text": text, "replied_at": timezone.now(), "by_id": by.pk},
    )
    return reply


def take_reply_back(*, review: Review) -> None:
    ReviewReply.objects.filter(review=review).delete()
