"""What a person said, and what was answered."""

from __future__ import annotations

from typing import Any

from django.apps import apps

from core.privacy.registry import PersonalData, Rows, delete, register
from store.comments.services import forget_comments
from store.models import Comment, Review, ReviewReply, ReviewReport, ReviewVote
from store_custom.privacy.ways import forget_who

FORMER_CUSTOMER = "Former customer"


def forget_words(rows: Rows, user: Any) -> None:
    """The rating counts on, the words and whose they were are gone."""
    rows.filter(rating__isnull=True).delete()
    rows.update(customer=None, name=FORMER_CUSTOMER, description="")


def forget_voter(rows: Rows, user: Any) -> None:
    """Counted on, as their ratings are."""
    rows.update(customer=None)


def forget_reporter(rows: Rows, user: Any) -> None:
    """That somebody reported it stays: the store may not have answered yet."""
    rows.update(reporter=None, words="")


def forget_who_deleted(rows: Rows, user: Any) -> None:
    rows.update(deleted_by=None)


register(
    PersonalData(
        "reviews",
        Review,
        rows=lambda user: Review.objects.filter(customer__user=user.pk).select_related(
            "product"
        ),
        on_erase=forget_words,
        named=frozenset({"product"}),
    ),
    PersonalData(
        "review_replies",
        ReviewReply,
        rows=lambda user: ReviewReply.objects.filter(
            review__customer__user=user.pk
        ).order_by("pk"),
        on_erase=delete,  # it answers words that are gone, and may name the person
        hidden=frozenset({"by"}),
    ),
    PersonalData(
        "review_replies_written",
        ReviewReply,
        rows=lambda user: ReviewReply.objects.filter(by=user.pk).order_by("pk"),
        on_erase=forget_who,
        hidden=frozenset({"by"}),
        in_admin_log=False,
    ),
    PersonalData(
        "helpful_votes",
        ReviewVote,
        rows=lambda user: ReviewVote.objects.filter(customer__user=user.pk).order_by(
            "pk"
        ),
        on_erase=forget_voter,
        in_admin_log=False,
    ),
    PersonalData(
        "review_reports",
        ReviewReport,
        rows=lambda user: ReviewReport.objects.filter(reporter__user=user.pk).order_by(
            "pk"
        ),
        on_erase=forget_reporter,
        hidden=frozenset({"by"}),
        in_admin_log=False,
    ),
    PersonalData(
        "reports_of_reviews",
        ReviewReport,
        rows=lambda user: ReviewReport.objects.filter(
            review__customer__user=user.pk
        ).order_by("pk"),
        on_erase=delete,  # they are about words that are gone, and may name the person
        hidden=frozenset({"by", "reporter", "words"}),
        in_admin_log=False,
    ),
    PersonalData(
        "review_reports_answered",
        ReviewReport,
        rows=lambda user: ReviewReport.objects.filter(by=user.pk).order_by("pk"),
        on_erase=forget_who,
        hidden=frozenset({"by", "reporter", "words"}),
        in_admin_log=False,
    ),
)

register(
    PersonalData(
        "comments",
        Comment,
        rows=lambda user: (
            Comment.objects.written_by(user).select_related("product").order_by("pk")
        ),
        on_erase=lambda rows, user: forget_comments(user=user),
        hidden=frozenset({"deleted_by"}),
        named=frozenset({"product"}),
    ),
    PersonalData(
        "comments_deleted",
        Comment,
        rows=lambda user: Comment.objects.filter(deleted_by=user.pk).order_by("pk"),
        on_erase=forget_who_deleted,
        hidden=frozenset(
            {"customer", "text", "contains_spoiler", "by_vendor", "edited_at"}
        ),
        in_admin_log=False,
    ),
)

if apps.is_installed("likes"):
    from likes.models import LikedItem
    from store_custom.likes.services import forget_likes

    register(
        PersonalData(
            "likes",
            LikedItem,
            rows=lambda user: (
                LikedItem.objects.filter(user=user.pk)
                .select_related("user")
                .prefetch_related("content_object")
                .order_by("pk")
            ),
            on_erase=forget_likes,
            named=frozenset({"content_type"}),
        )
    )
