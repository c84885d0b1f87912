"""Reviews: what goes in and comes out."""

from __future__ import annotations

from decimal import Decimal

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from store.reviews.models import Review

WORDS = {"name": "Alice", "description": "Sweet and ripe.", "rating": 4.5}


@extend_schema_serializer(
    examples=[
        OpenApiExample("A review", WORDS, request_only=True),
        OpenApiExample(
            "A review as read",
            {"id": 5, "date": "2026-11-21", **WORDS},
            response_only=True,
        ),
    ]
)
class ReviewSerializer(serializers.ModelSerializer):
    name = serializers.CharField(
        max_length=255, required=False, help_text="Your own name when left out."
    )

    class Meta:
        model = Review
        fields = ["id", "date", "name", "description", "rating"]

    def validate_rating(self, rating: Decimal | None) -> Decimal | None:
        if rating is not None and (rating * 2) % 1:
            raise serializers.ValidationError("Rate by halves: 0.5, 1, 1.5, … 5.")
        return rating
