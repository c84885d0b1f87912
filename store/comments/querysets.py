from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import models
from django.db.models import Count


class CommentQuerySet(models.QuerySet[Any]):
    def with_author(self) -> CommentQuerySet:
        """With what says who wrote it, in the same query."""
        return self.select_related("customer__user")

    def written_by(self, user: Any) -> CommentQuerySet:
        return self.filter(customer__user=user.pk)

    def reply_counts(self, keys: Collection[int]) -> dict[int, int]:
        """How many replies each of these comments has, without those that have none.

        Deleted ones count: they keep their places.
        """
        replies = self.filter(parent__in=keys).order_by().values_list("parent")
        return dict(replies.annotate(count=Count("pk")))
