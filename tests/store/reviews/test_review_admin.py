"""Reviews in the admin."""

from __future__ import annotations

import pytest

from store.models import Review, ReviewReply
from tests.admin_pages import filled, page, queries_of
from tests.builders import make_customer, make_product, make_review, make_vendor

pytestmark = pytest.mark.django_db
LIST = "/admin/store/review/"


def test_the_list_costs_the_same_for_two_reviews_and_for_twenty(admin_client):
    for _ in range(2):
        make_review(customer=make_customer())
    few = queries_of(admin_client, LIST)
    for _ in range(18):
        make_review(customer=make_customer())

    assert queries_of(admin_client, LIST) == few


def test_reviews_are_found_by_what_they_are_about(admin_client):
    pan = make_review(make_product("Pan"))
    make_review(make_product("Pot"))

    found = admin_client.get(LIST, {"q": "pan"}).context["cl"].result_list

    assert list(found) == [pan]


@pytest.mark.parametrize(
    ("rating", "kept"), [("4.5", "4.5"), ("5.5", "3.0"), ("4.3", "3.0")]
)
def test_a_rating_is_corrected_by_halves_within_its_bounds(admin_client, rating, kept):
    review = make_review(rating=3)
    address = page("store_review", "change", review.pk)

    admin_client.post(address, filled(admin_client.get(address)) | {"rating": rating})

    assert str(Review.objects.get().rating) == kept


def test_a_reply_is_taken_back_on_the_page_of_its_review(admin_client):
    review = make_review()
    ReviewReply.objects.create(review=review, text="Thanks.")
    address = page("store_review", "change", review.pk)

    response = admin_client.post(
        address, filled(admin_client.get(address)) | {"reply-0-DELETE": "on"}
    )

    assert response.status_code == 302
    assert not ReviewReply.objects.exists()


def test_both_vendors_are_rated_anew_when_a_review_goes_to_another_product(
    admin_client, django_capture_on_commit_callbacks
):
    old, new = make_vendor(), make_vendor()
    review = make_review(make_product("Pan", vendor=old), rating=5)
    other = make_product("Pot", vendor=new)
    address = page("store_review", "change", review.pk)

    for changes in ({}, {"product": other.pk}):
        with django_capture_on_commit_callbacks(execute=True):
            admin_client.post(address, filled(admin_client.get(address)) | changes)
        ratings = []
        for vendor in (old, new):
            vendor.refresh_from_db()
            ratings.append((vendor.rating, vendor.rating_count))
        assert ratings == ([(None, 0), (5, 1)] if changes else [(5, 1), (None, 0)])
