"""What is said about a review: `verified`, who found it helpful, filters and order."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from store.models import Review, ReviewVote
from store.orders.moves import move_items
from store.reviews.services import find_helpful
from tests.builders import (
    make_customer,
    make_delivered,
    make_order,
    make_product,
    make_review,
)

pytestmark = pytest.mark.django_db


def reviews_of(product: Any, client: Any, **query: Any) -> Any:
    return client.get(f"/store/products/{product.pk}/reviews/", query).json()


def test_a_review_is_verified_while_its_author_has_the_product(anon: Any) -> None:
    customer, product = make_customer(), make_product()
    make_review(product, customer=customer)
    order = make_order(customer, (product, 1), (make_product(), 1))

    seen = []
    for to in ("packed", "shipped", "delivered", "returned"):
        seen += [one["verified"] for one in reviews_of(product, anon)]
        move_items(items=[order.items.get(product=product)], to=to, by=None)
    seen += [one["verified"] for one in reviews_of(product, anon)]

    assert seen == [False, False, False, True, False]


def test_what_somebody_else_got_or_of_another_product_verifies_nothing(
    anon: Any, client_of: Any, alice: Any
) -> None:
    product = make_product()
    make_delivered(None, (product, 1))
    make_delivered(alice.customer, (make_product(), 1))
    make_review(product)  # of nobody, as an erased person leaves it

    client_of(alice).put(
        f"/store/products/{product.pk}/reviews/mine/", {"rating": 5, "verified": True}
    )

    assert [one["verified"] for one in reviews_of(product, anon)] == [False, False]


def test_reviews_are_filtered_by_verified_and_rating(anon: Any) -> None:
    product = make_product()
    order = make_delivered(None, (product, 1))
    real = make_review(product, customer=order.customer, rating=5)
    other = make_review(product, customer=make_customer(), rating="4.5")
    make_review(product, rating=5, is_hidden=True)

    def ids(**query: Any) -> list[int]:
        return [one["id"] for one in reviews_of(product, anon, **query)]

    assert ids(verified="true") == [real.pk]
    assert ids(verified="false") == [other.pk]
    assert ids(rating="4.5") == [other.pk]
    assert ids(rating="5.0", verified="false") == []
    url = f"/store/products/{product.pk}/reviews/"
    assert anon.get(url, {"rating": "good"}).status_code == 400


def test_reviews_are_ordered_by_rating_and_by_who_found_them_helpful(
    anon: Any,
) -> None:
    product = make_product()
    worst, best, none = (
        make_review(product, customer=make_customer(), rating=rating)
        for rating in ("1", "5", None)
    )
    find_helpful(review=worst, reader=make_customer())

    def ids(ordering: str) -> list[int]:
        return [one["id"] for one in reviews_of(product, anon, ordering=ordering)]

    assert ids("-rating") == [best.pk, worst.pk, none.pk]
    assert ids("rating") == [none.pk, worst.pk, best.pk]
    assert ids("-helpful_count") == [worst.pk, none.pk, best.pk]
    assert ids("-date") == ids("") == ids("secret") == [none.pk, best.pk, worst.pk]


def helpful(review: Review) -> str:
    return f"/store/products/{review.product_id}/reviews/{review.pk}/helpful/"


def test_a_reader_finds_a_review_helpful_once_and_no_longer(
    client_of: Any, anon: Any, bob: Any
) -> None:
    review = make_review(customer=make_customer())
    find_helpful(review=review, reader=make_customer())
    client = client_of(bob)

    for _ in range(2):
        answer = client.put(helpful(review))
        assert answer.status_code == 200
        marks = answer.json()["helpful_count"], answer.json()["voted_helpful"]
        assert marks == (2, True)
    [seen] = reviews_of(review.product, anon)
    assert (seen["helpful_count"], seen["voted_helpful"]) == (2, False)

    for _ in range(2):
        assert client.delete(helpful(review)).status_code == 204
    [seen] = reviews_of(review.product, client)
    assert (seen["helpful_count"], seen["voted_helpful"]) == (1, False)


def test_nobody_finds_their_own_review_helpful(client_of: Any, alice: Any) -> None:
    review = make_review(customer=alice.customer)

    answer = client_of(alice).put(helpful(review))

    assert (answer.status_code, answer.json()["code"]) == (409, "own_review")
    assert not ReviewVote.objects.exists()


def test_a_vote_counts_on_when_the_voter_is_gone() -> None:
    review, reader = make_review(), make_customer()
    find_helpful(review=review, reader=reader)

    reader.delete()

    review.refresh_from_db()
    assert review.helpful_count == review.votes.count() == 1


def test_the_database_takes_one_vote_of_a_reader() -> None:
    review, reader = make_review(), make_customer()
    find_helpful(review=review, reader=reader)

    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewVote.objects.create(review=review, customer=reader)
