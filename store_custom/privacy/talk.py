"""What a person said, and what was answered."""

from __future__ import annotations

from typing import Any

from django.apps import apps

from core.privacy.registry import PersonalData, Rows, delete, register
from store.models import Review, ReviewReply
from store_custom.privacy.ways import forget_who

FORMER_CUSTOMER = "Former customer"


def forget_words(rows: Rows, user: Any) -> None:
    """The rating counts on, the words and whose they were are gone."""
    rows.filter(rating__isnull=True).delete()
    rows.update(customer=None, name=FORMER_CUSTOMER, description="")


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
)

if apps.is_installed("likes"):
    from likes.models import LikedItem

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
            on_erase=delete,
            named=frozenset({"content_type"}),
        )
    )
