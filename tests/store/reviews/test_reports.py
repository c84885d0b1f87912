"""Readers report reviews, the store answers in the admin."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, transaction

from store.models import Review, ReviewReport
from store.reviews.reports import moderate_reviews
from storefront.admin_menu import badge
from tests.admin_pages import queries_of
from tests.builders import (
    make_customer,
    make_product,
    make_review,
    make_user,
)
from tests.reports import make_report

pytestmark = pytest.mark.django_db
LIST = "/admin/store/reviewreport/"
REVIEWS = "/admin/store/review/"


@pytest.fixture
def review() -> Review:
    return make_review(customer=make_customer(), rating=1, description="Names names.")


def report(review: Review) -> str:
    return f"/store/products/{review.product_id}/reviews/{review.pk}/report/"


def act(client: Any, url: str, name: str, *rows: Any) -> Any:
    chosen = {"action": name, "_selected_action": [row.pk for row in rows]}
    return client.post(url, chosen)


def test_a_reader_reports_once_and_the_first_words_stay(
    client_of: Any, bob: Any, review: Review
) -> None:
    client = client_of(bob)
    first = client.post(report(review), {"reason": "untrue", "words": "Not so."})
    again = client.post(report(review), {"reason": "other"})

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    said = first.json()
    assert (said["reason"], said["words"]) == ("untrue", "Not so.")
    assert set(said) == {"reason", "words", "reported_at"}
    row = ReviewReport.objects.get()
    assert (row.review, row.reporter, row.status) == (review, bob.customer, "waiting")


def test_members_of_the_vendor_report_as_well(
    client_of: Any, sam: Any, veras_shop: Any
) -> None:
    review = make_review(make_product(vendor=veras_shop))

    answer = client_of(sam).post(report(review), {"reason": "offensive"})

    assert answer.status_code == 201


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"reason": "because"},
        {"reason": ["untrue"]},
        {"reason": "other", "words": "x" * 1001},
        {"reason": "other", "words": None},
    ],
)
def test_a_wrong_report_is_refused_by_its_field(
    client_of: Any, bob: Any, review: Review, body: Any
) -> None:
    answer = client_of(bob).post(report(review), body, format="json")

    assert answer.status_code == 400
    assert {"reason", "words"} & set(answer.json())
    assert not ReviewReport.objects.exists()


def test_nobody_reports_their_own_review(client_of: Any, alice: Any) -> None:
    own = make_review(customer=alice.customer)

    answer = client_of(alice).post(report(own), {"reason": "other"})

    assert (answer.status_code, answer.json()["code"]) == (409, "own_review")
    assert not ReviewReport.objects.exists()


def test_an_account_reports_so_often_an_hour(
    client_of: Any, bob: Any, alice: Any, settings: Any
) -> None:
    settings.REST_FRAMEWORK = {
        **settings.REST_FRAMEWORK,
        "DEFAULT_THROTTLE_RATES": {"report:account": "2/h"},
    }
    reviews = [make_review(customer=make_customer()) for _ in range(3)]
    body = {"reason": "other"}

    codes = [client_of(bob).post(report(one), body).status_code for one in reviews]

    assert codes == [201, 201, 429]
    assert client_of(alice).post(report(reviews[2]), body).status_code == 201
    product = reviews[2].product_id
    assert client_of(bob).get(f"/store/products/{product}/reviews/").status_code == 200


def test_the_queue_shows_what_waits_first_and_counts_it_beside_the_list(
    admin_client: Any, review: Review
) -> None:
    old = make_report(make_review())
    moderate_reviews(review_ids=[old.review_id], hide=False, by=None)
    waiting = make_report(review, words="She names me.")
    answered = make_report(make_review())
    moderate_reviews(review_ids=[answered.review_id], hide=True, by=None)

    shown = admin_client.get(LIST)

    rows = list(shown.context["cl"].result_list)
    assert rows == [waiting, answered, old]
    for words in ("Names names.", "She names me.", "Offensive"):
        assert words in shown.content.decode()
    assert badge("store.reviewreport")["badge"] == 1
    assert admin_client.get(f"{LIST}{waiting.pk}/change/").status_code == 200


def test_hiding_answers_all_reports_of_a_review(
    admin_client: Any, admin_user: Any, anon: Any, review: Review
) -> None:
    reports = [make_report(review) for _ in range(2)]
    other = make_report(make_review())

    act(admin_client, LIST, "hide", reports[0])

    review.refresh_from_db()
    assert review.is_hidden is True
    rows = [*ReviewReport.objects.order_by("pk").values_list("status", "by")]
    assert rows == [("hidden", admin_user.pk)] * 2 + [("waiting", None)]
    assert other.review.is_hidden is False
    assert anon.get(f"/store/products/{review.product_id}/reviews/").json() == []


def test_a_review_that_was_kept_comes_back_with_new_reports_alone(
    admin_client: Any, review: Review
) -> None:
    first = make_report(review)
    act(admin_client, LIST, "keep", first)
    assert ReviewReport.objects.waiting().count() == 0

    make_report(review, first.reporter)
    assert ReviewReport.objects.waiting().count() == 0
    second = make_report(review)

    assert [*ReviewReport.objects.waiting()] == [second]
    first.refresh_from_db()
    assert (first.status, bool(first.answered_at)) == ("kept", True)


def test_reviews_are_hidden_and_shown_without_a_report(
    admin_client: Any, review: Review
) -> None:
    act(admin_client, REVIEWS, "hide", review)
    assert Review.objects.get().is_hidden is True
    assert list(admin_client.get(REVIEWS).context["cl"].result_list) == [review]

    act(admin_client, REVIEWS, "keep", review)
    assert Review.objects.get().is_hidden is False


def test_a_member_of_a_vendor_moderates_nothing(
    client: Any, vera: Any, veras_shop: Any
) -> None:
    review = make_review(make_product(vendor=veras_shop))
    hidden = make_review(make_product(vendor=veras_shop), is_hidden=True)
    waiting = make_report(review)
    vera.is_staff = True
    vera.save()
    vera.user_permissions.set(Permission.objects.all())
    client.force_login(vera)

    assert client.get(LIST).status_code == 403
    assert act(client, LIST, "hide", waiting).status_code == 403
    seen = client.get(REVIEWS).context["cl"]
    assert list(seen.result_list) == [review]
    act(client, REVIEWS, "hide", review)
    act(client, REVIEWS, "keep", hidden)
    assert {*Review.objects.values_list("pk", "is_hidden")} == {
        (review.pk, False),
        (hidden.pk, True),
    }
    waiting.refresh_from_db()
    assert waiting.status == "waiting"


def test_staff_who_may_only_look_do_not_moderate(client: Any, review: Review) -> None:
    reader = make_user(is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_reviewreport"))
    client.force_login(reader)

    act(client, LIST, "hide", make_report(review))

    assert client.get(LIST).status_code == 200
    assert Review.objects.get().is_hidden is False


def test_the_queue_costs_the_same_for_two_reports_and_for_twenty(
    admin_client: Any,
) -> None:
    for _ in range(2):
        make_report()
    few = queries_of(admin_client, LIST)
    for _ in range(18):
        make_report()

    assert queries_of(admin_client, LIST) == few


def test_a_vendor_hears_nothing_of_a_hidden_review(
    client_of: Any, vera: Any, veras_shop: Any
) -> None:
    review = make_review(make_product(vendor=veras_shop), is_hidden=True)
    base = f"/store/vendors/{veras_shop.pk}/reviews/"

    client = client_of(vera)
    assert client.get(base).json()["count"] == 0
    reply = client.put(f"{base}{review.pk}/reply/", {"text": "Thank you."})
    assert reply.status_code == 404
    board = client.get(f"/store/vendors/{veras_shop.pk}/dashboard/").json()["reviews"]
    assert (board["total"], board["latest"]) == (0, [])


def test_the_database_takes_one_report_of_a_reader(review: Review) -> None:
    first = make_report(review)

    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewReport.objects.create(review=review, reporter=first.reporter)
