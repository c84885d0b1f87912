"""Reviews, votes and reports at once. With controls."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.db import OperationalError, transaction
from rest_framework.test import APIClient

from store.models import (
    Product,
    ProductRating,
    Review,
    ReviewReport,
    ReviewVote,
)
from store.orders.checkout import place_order
from store.reviews import ratings, services
from store.reviews.drift import find_drift
from store.reviews.reports import moderate_reviews
from tests.builders import (
    make_cart,
    make_customer,
    make_product,
    make_review,
    make_user,
)
from tests.races.together import together

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 5


def send(verb: str, url: str, user: Any, **body: Any) -> int:
    client = APIClient()
    client.force_authenticate(user=user)
    return getattr(client, verb)(url, body, format="json").status_code


def mine(product: Product) -> str:
    return f"/store/products/{product.pk}/reviews/mine/"


def everything_at_once(product: Product) -> list[Any]:
    """Eight requests that change what one product is rated: four new, and four others."""
    there = [make_review(product, customer=make_customer(), rating=3) for _ in range(4)]
    ratings.rate_products(product_ids=[product.pk])
    users = [review.customer.user for review in there]
    calls: list[Callable[[], Any]] = [
        partial(send, "put", mine(product), make_user(), rating=star)
        for star in (1, 2, 4, 5)
    ]
    calls += [
        partial(send, "put", mine(product), users[0], rating=5),
        partial(send, "delete", mine(product), users[1]),
        partial(moderate_reviews, review_ids=[there[2].pk], hide=True, by=None),
        partial(services.delete_reviews, review_ids=[there[3].pk]),
    ]
    return together(*calls)


def test_a_rating_is_exact_after_everything_at_once() -> None:
    for _ in range(ROUNDS):
        product = make_product()

        results = everything_at_once(product)

        assert results == [201] * 4 + [200, 204, 1, 1]
        row = ProductRating.objects.get(pk=product.pk)
        assert (row.count, row.average) == (5, Decimal("3.40"))
        assert row.histogram == [0, 1, 0, 1, 0, 0, 0, 1, 0, 2]
    assert [*find_drift()] == []


@pytest.mark.mariadb
def test_without_the_lock_a_rating_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: count, then write."""

    def make_sure(*, product_id: int) -> None:
        ProductRating.objects.get_or_create(product_id=product_id)

    monkeypatch.setattr(ratings, "lock_rating", make_sure)
    for _ in range(4 * ROUNDS):
        everything_at_once(make_product())
        if [*find_drift()]:
            return
    pytest.fail("Every rating was right by luck, or something else keeps them so.")


def test_a_first_rating_comes_while_the_last_one_goes() -> None:
    """The row is deleted by one and wanted by the others."""
    for _ in range(ROUNDS):
        product = make_product()
        last = make_review(product, customer=make_customer(), rating=1)
        ratings.rate_products(product_ids=[product.pk])
        users = [make_user() for _ in range(4)]

        results = together(
            partial(services.delete_reviews, review_ids=[last.pk]),
            *(partial(send, "put", mine(product), user, rating=5) for user in users),
        )

        assert results == [1] + [201] * 4
        row = ProductRating.objects.get(pk=product.pk)
        assert (row.count, row.average) == (4, 5)


def test_one_customers_reviews_at_once_are_one() -> None:
    for _ in range(ROUNDS):
        product, user = make_product(), make_user()
        put = partial(send, "put", mine(product), user)

        codes = together(*(partial(put, rating=star) for star in (1, 3, 5)))

        assert sorted(codes) == [200, 200, 201]
        review = Review.objects.get(product=product)
        assert ProductRating.objects.get(pk=product.pk).average == review.rating

        codes = together(*[partial(send, "delete", mine(product), user)] * 3)

        assert codes == [204] * 3
        assert not ProductRating.objects.filter(pk=product.pk).exists()


def votes_at_once(review: Review) -> list[Any]:
    """Three readers vote, one of them twice, and a fourth takes a vote back."""
    gone, *readers = [make_customer() for _ in range(4)]
    services.find_helpful(review=review, reader=gone)
    vote = partial(services.find_helpful, review=review)
    return together(
        *(partial(vote, reader=reader) for reader in (*readers, readers[0])),
        partial(services.take_vote_back, review=review, reader=gone),
    )


def test_votes_at_once_are_counted_once_each() -> None:
    for _ in range(ROUNDS):
        review = make_review()

        assert votes_at_once(review) == [None] * 5

        review.refresh_from_db()
        assert review.helpful_count == review.votes.count() == 3


@pytest.mark.mariadb
def test_without_the_lock_voters_break_each_other_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The control: each refers to the review, and then wants to write it."""
    queryset = type(Review.objects.all())
    monkeypatch.setattr(queryset, "select_for_update", lambda self, **options: self)
    plain = transaction.atomic(services.find_helpful.__wrapped__)
    for _ in range(4 * ROUNDS):
        review = make_review()
        vote = partial(plain, review=review)
        readers = [make_customer() for _ in range(4)]

        results = together(*(partial(vote, reader=reader) for reader in readers))

        if any(isinstance(result, OperationalError) for result in results):
            return
    pytest.fail("Nobody was broken off by luck, or something else keeps them apart.")


def test_who_reports_twice_at_once_reports_once() -> None:
    review, user = make_review(), make_user()
    url = f"/store/products/{review.product_id}/reviews/{review.pk}/report/"

    codes = together(*[partial(send, "post", url, user, reason="untrue")] * 4)

    assert Counter(codes) == {201: 1, 200: 3}
    assert ReviewReport.objects.count() == 1


def test_a_vote_for_a_review_that_goes_is_in_time_or_finds_none() -> None:
    for _ in range(ROUNDS):
        review = make_review()
        vote = partial(services.find_helpful, review=review, reader=make_customer())

        voted, gone = together(
            vote, partial(services.delete_reviews, review_ids=[review.pk])
        )

        assert gone == 1
        assert voted is None or isinstance(voted, Review.DoesNotExist)
        assert not ReviewVote.objects.exists()


@pytest.mark.mariadb
def test_who_reviews_and_who_buys_do_not_break_each_other_off() -> None:
    """Both refer to the product and to the customer."""
    for _ in range(ROUNDS):
        product, buyer = make_product(), make_customer()
        buy = partial(place_order, customer=buyer)
        carts = [make_cart((product, 1)) for _ in range(3)]

        results = together(
            *(partial(buy, cart_id=cart.pk) for cart in carts),
            *(
                partial(send, "put", mine(product), user, rating=4)
                for user in (buyer.user, make_user(), make_user())
            ),
        )

        assert results[3:] == [201] * 3
        assert [type(one).__name__ for one in results[:3]] == ["Order"] * 3
        assert ProductRating.objects.get(pk=product.pk).count == 3
