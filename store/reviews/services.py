"""Saying something about a product, and answering it."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from store.catalog.models import Product
from store.customers.models import Customer
from store.reviews.errors import AlreadyReviewed
from store.reviews.models import Review, ReviewReply
from store.reviews.ratings import rate_vendor_soon
from store.shared.saving import save_sent


@transaction.atomic
def write_review(
    *, product: Product, customer: Customer, name: str = "", **words: Any
) -> Review:
    """A customer's one review of a product; `name` is theirs unless they gave another.

    Raises AlreadyReviewed.
    """
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
    rate_vendor_soon(vendor_id=product.vendor_id)
    return review


@transaction.atomic
def change_review(*, review: Review, product: Product, **words: Any) -> None:
    """Write what was sent."""
    save_sent(row=review, values=words)
    rate_vendor_soon(vendor_id=product.vendor_id)


@transaction.atomic
def delete_review(*, review: Review, product: Product) -> None:
    review.delete()
    rate_vendor_soon(vendor_id=product.vendor_id)


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
