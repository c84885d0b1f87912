"""Saying something about a product."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction

from store.catalog.models import Product
from store.customers.models import Customer
from store.reviews.errors import AlreadyReviewed
from store.reviews.models import Review


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
            return Review.objects.create(
                product=product,
                customer=customer,
                name=name or str(customer),
                **words,
            )
    except IntegrityError:
        raise AlreadyReviewed from None
