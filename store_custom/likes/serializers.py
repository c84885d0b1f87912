"""Likes as the API shows them."""

from __future__ import annotations

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Likes", {"like_count": 7, "liked_by_me": True}, response_only=True
        )
    ]
)
class LikesSerializer(serializers.Serializer):
    like_count = serializers.IntegerField()
    liked_by_me = serializers.BooleanField(help_text="False for who is not signed in.")
