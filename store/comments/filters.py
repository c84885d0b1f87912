"""What a list of comments may be filtered by."""

from __future__ import annotations

from typing import Any

import django_filters
from django.core.validators import RegexValidator
from django.db.models import QuerySet

from store.comments.models import Comment

TOP = "null"


class CommentFilter(django_filters.FilterSet):
    parent = django_filters.CharFilter(
        method="below",
        validators=[RegexValidator(rf"\A({TOP}|[0-9]{{1,18}})\Z", "A key, or null.")],
        help_text=f"Only replies to this comment; `{TOP}`: only those that reply to none.",
    )

    class Meta:
        model = Comment
        fields: list[str] = []

    def below(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value == TOP:
            return queryset.filter(parent=None)
        return queryset.filter(parent=int(value))
