"""What customers say to each other below a product."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from store.comments.choices import LONGEST_COMMENT
from store.comments.querysets import CommentQuerySet


class Comment(models.Model):
    """A customer's words below a product, or in reply to another comment there.

    A deleted one keeps its place, for its replies.
    """

    product = models.ForeignKey(
        "store.Product", models.CASCADE, related_name="comments"
    )
    customer = models.ForeignKey(
        "store.Customer",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="comments",
        help_text="Empty: a former customer.",
    )
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="replies"
    )
    text = models.TextField(max_length=LONGEST_COMMENT)
    contains_spoiler = models.BooleanField(default=False)
    by_vendor = models.BooleanField(
        default=False,
        help_text="Whether its author was a member of the product's vendor then.",
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    edited_at = models.DateTimeField(null=True, blank=True, editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    like_count = models.PositiveIntegerField(
        default=0,
        editable=False,
        help_text="Kept by whoever knows of likes; the store does not.",
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["product", "created_at", "id"]),
            models.Index(fields=["product", "like_count", "id"]),
            models.Index(fields=["product", "parent", "created_at", "id"]),
            models.Index(fields=["product", "parent", "like_count", "id"]),
        ]

    def __str__(self) -> str:
        return f"Comment {self.pk}"

    @property
    def is_deleted(self) -> bool:
        return self.deleted_at is not None
