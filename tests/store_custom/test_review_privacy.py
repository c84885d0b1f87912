"""What becomes of votes and reports when a person is exported or erased."""

from __future__ import annotations

from typing import Any

import pytest

from core.privacy.erase import erase_person
from store.models import Review, ReviewReport, ReviewVote
from store.reviews.reports import moderate_reviews
from store.reviews.services import find_helpful
from tests.builders import make_customer, make_review
from tests.reports import make_report
from tests.store_custom.test_return_privacy import exported

pytestmark = pytest.mark.django_db


@pytest.fixture
def reported(alice: Any, bob: Any) -> ReviewReport:
    """Alice's review, which bob found helpful first and reported then."""
    review = make_review(customer=alice.customer, rating=4, description="By Alice.")
    find_helpful(review=review, reader=bob.customer)
    return make_report(review, bob.customer, words="Ask bob at home.")


def test_a_reader_gets_their_votes_and_reports(
    client_of: Any, bob: Any, reported: ReviewReport
) -> None:
    data = exported(client_of(bob))

    [vote], [report] = data["helpful_votes"], data["review_reports"]
    assert vote["review_id"] == report["review_id"] == reported.review_id
    assert (report["words"], report["status"]) == ("Ask bob at home.", "waiting")
    assert "by_id" not in report
    assert data["reports_of_reviews"] == data["review_reports_answered"] == []


def test_who_was_reported_does_not_learn_by_whom(
    client_of: Any, alice: Any, reported: ReviewReport
) -> None:
    [row] = exported(client_of(alice))["reports_of_reviews"]

    assert row["reason"] == "offensive"
    assert {"words", "reporter_id", "by_id"}.isdisjoint(row)


def test_a_readers_vote_counts_on_and_the_report_still_waits(
    bob: Any, reported: ReviewReport
) -> None:
    erase_person(user=bob)

    assert Review.objects.get().helpful_count == 1
    assert [*ReviewVote.objects.values_list("customer", flat=True)] == [None]
    reported.refresh_from_db()
    assert (reported.reporter, reported.words) == (None, "")
    assert reported.status == "waiting"


def test_with_the_words_of_a_review_go_the_reports_of_it(
    alice: Any, reported: ReviewReport
) -> None:
    other = make_report(make_review(customer=make_customer()))

    erase_person(user=alice)

    assert [*ReviewReport.objects.all()] == [other]
    assert Review.objects.get(pk=reported.review_id).helpful_count == 1


def test_who_answered_is_forgotten(staff: Any, reported: ReviewReport) -> None:
    moderate_reviews(review_ids=[reported.review_id], hide=False, by=staff)

    erase_person(user=staff)

    reported.refresh_from_db()
    assert (reported.status, reported.by) == ("kept", None)
