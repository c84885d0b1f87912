"""A review is words, a rating, or both; ratings are halves."""

import pytest
from django.db import IntegrityError, transaction

from store.models import Review
from store.reviews.choices import STARS
from tests.builders import make_product, make_review

pytestmark = pytest.mark.django_db


def address(product):
    return f"/store/products/{product.pk}/reviews/"


@pytest.mark.parametrize("body", [{}, {"description": ""}, {"rating": None}])
def test_a_review_is_words_or_a_rating(client_of, alice, body):
    product = make_product()

    response = client_of(alice).post(address(product), body, format="json")

    assert response.status_code == 400
    assert response.json() == {
        "description": ["Give a rating, words, or both."],
        "code": "empty_review",
    }
    assert not product.reviews.exists()


def test_a_rating_alone_is_a_review(client_of, alice):
    response = client_of(alice).post(address(make_product()), {"rating": 4})

    assert response.status_code == 201
    body = response.json()
    assert (body["rating"], body["description"]) == (4.0, "")


@pytest.mark.parametrize(
    ("first", "sent"),
    [
        ({"description": "Good."}, {"description": ""}),
        ({"description": "", "rating": 4}, {"rating": None}),
    ],
)
def test_a_change_leaves_words_or_a_rating(client_of, alice, first, sent):
    review = make_review(customer=alice.customer, **first)

    response = client_of(alice).patch(
        f"{address(review.product)}{review.pk}/", sent, format="json"
    )

    assert (response.status_code, response.json()["code"]) == (400, "empty_review")
    assert Review.objects.filter(**first).count() == 1


@pytest.mark.parametrize("rating", ["4.3", "0.1", "5.5", "0"])
def test_the_database_takes_halves_alone(rating):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_review(rating=rating)
    for star in STARS:
        make_review(rating=star)
