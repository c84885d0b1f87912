"""Reviews: what their lists cost."""

from __future__ import annotations

from typing import Any

from store.reviews.services import find_helpful, reply_to_review
from tests.builders import make_customer, make_delivered, make_review
from tests.reports import make_report


def add_review(world: Any) -> None:
    """With everything that hangs on one: an order, a reply, votes, a report."""
    order = make_delivered(None, (world.product, 1))
    review = make_review(world.product, customer=order.customer, rating=4)
    reply_to_review(review=review, text="Thank you.", by=world.reader)
    for reader in (world.customer, make_customer()):
        find_helpful(review=review, reader=reader)
    make_report(review)


def add_to_own(world: Any) -> None:
    """Another vote and report for the reader's own review."""
    own = world.product.reviews.filter(customer=world.customer).first()
    own = own or make_review(world.product, customer=world.customer, rating=4)
    find_helpful(review=own, reader=make_customer())
    make_report(own)


REVIEWS = "store/products/{product_pk}/reviews/"
REVIEW_LISTS: dict[str, tuple[Any, int]] = {
    REVIEWS: (add_review, 3),
    REVIEWS + "mine/": (add_to_own, 3),
}
