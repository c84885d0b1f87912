"""Comments: what goes in and comes out."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from store.comments.choices import LONGEST_COMMENT
from store.comments.words import plain_words
from store.shared.fields import ExplicitBooleanField
from store.shared.filters import LARGEST_KEY

WORDS = {"text": "Does it keep until Friday?", "contains_spoiler": False}
COMMENT = {
    "id": 31,
    "parent": None,
    **WORDS,
    "author": {"name": "Alice Ait", "is_me": False},
    "by_vendor": False,
    "created_at": "2026-11-21T09:30:00Z",
    "edited_at": None,
    "is_deleted": False,
    "reply_count": 2,
    "like_count": 7,
    "liked_by_me": True,
}
DELETED = {**COMMENT, "text": "", "author": None, "is_deleted": True}
DELETED |= {"like_count": 0, "liked_by_me": False}


class WordsField(serializers.CharField):
    """Text of people, without control characters."""

    def run_validation(self, data: Any = serializers.empty) -> Any:
        return super().run_validation(
            plain_words(data) if isinstance(data, str) else data
        )


class CommentAuthorSerializer(serializers.Serializer):
    name = serializers.CharField(help_text="`Former customer`: the account is gone.")
    is_me = serializers.BooleanField()


@extend_schema_serializer(
    examples=[
        OpenApiExample("A change", {"text": "Until Sunday?"}, request_only=True),
    ]
)
class CommentChangeSerializer(serializers.Serializer):
    """Input of a change."""

    text = WordsField(
        max_length=LONGEST_COMMENT,
        help_text="Plain text. Control characters but line ends and tabs are left out.",
    )
    contains_spoiler = ExplicitBooleanField(required=False)


@extend_schema_serializer(
    examples=[
        OpenApiExample("A comment", WORDS, request_only=True),
        OpenApiExample(
            "A reply", {"text": "Mine did.", "parent": 31}, request_only=True
        ),
        OpenApiExample("A comment as read", COMMENT, response_only=True),
        OpenApiExample("A deleted one", DELETED, response_only=True),
    ]
)
class CommentSerializer(CommentChangeSerializer):
    """Input of a new comment; its output is rendered by `store.comments.rows`."""

    id = serializers.IntegerField(read_only=True)
    parent = serializers.IntegerField(  # type: ignore[assignment]
        min_value=1,
        max_value=LARGEST_KEY,
        required=False,
        allow_null=True,
        help_text="The comment that this one replies to, on the same product.",
    )
    author = CommentAuthorSerializer(
        read_only=True, allow_null=True, help_text="Null of a deleted comment."
    )
    by_vendor = serializers.BooleanField(
        read_only=True,
        help_text="Whether its author was a member of the product's vendor when writing.",
    )
    created_at = serializers.DateTimeField(read_only=True)
    edited_at = serializers.DateTimeField(read_only=True, allow_null=True)
    is_deleted = serializers.BooleanField(read_only=True)
    reply_count = serializers.IntegerField(
        read_only=True, help_text="Direct replies, deleted ones included."
    )
    like_count = serializers.IntegerField(read_only=True)
    liked_by_me = serializers.BooleanField(read_only=True)
