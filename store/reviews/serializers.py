"""Reviews: what goes in and comes out."""

from __future__ import annotations

from decimal import Decimal

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from store.catalog.models import Product
from store.reviews.choices import MOST_OF_A_REPLY
from store.reviews.models import Review, ReviewReply

WORDS = {"name": "Alice", "description": "Sweet and ripe.", "rating": 4.5}
REPLY = {
    "text": "Thank you, see you next season!",
    "replied_at": "2026-11-21T09:30:00Z",
}
REVIEW = {"id": 5, "date": "2026-11-21", **WORDS, "reply": REPLY}
PRODUCT = {"id": 11, "title": "Alphonso mangoes"}


@extend_schema_serializer(
    examples=[
        OpenApiExample("A reply", {"text": REPLY["text"]}, request_only=True),
        OpenApiExample("A reply as read", REPLY, response_only=True),
    ]
)
class ReplySerializer(serializers.ModelSerializer):
    text = serializers.CharField(max_length=MOST_OF_A_REPLY)

    class Meta:
        model = ReviewReply
        fields = ["text", "replied_at"]
        read_only_fields = ["replied_at"]


@extend_schema_serializer(
    examples=[
        OpenApiExample("A review", WORDS, request_only=True),
        OpenApiExample("A review as read", REVIEW, response_only=True),
    ]
)
class ReviewSerializer(serializers.ModelSerializer):
    name = serializers.CharField(
        max_length=255, required=False, help_text="Your own name when left out."
    )
    reply = ReplySerializer(
        read_only=True, allow_null=True, default=None, help_text="The vendor's answer."
    )

    class Meta:
        model = Review
        fields = [*REVIEW]

    def validate_rating(self, rating: Decimal | None) -> Decimal | None:
        if rating is not None and (rating * 2) % 1:
            raise serializers.ValidationError("Rate by halves: 0.5, 1, 1.5, … 5.")
        return rating


class ReviewedProductSerializer(serializers.ModelSerializer):
    class Meta:
        model = Product
        fields = [*PRODUCT]
        read_only_fields = fields


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A review of the vendor's",
            {**REVIEW, "product": PRODUCT},
            response_only=True,
        )
    ]
)
class VendorReviewSerializer(ReviewSerializer):
    """A review as the vendor of the product reads it."""

    product = ReviewedProductSerializer(read_only=True)

    class Meta(ReviewSerializer.Meta):
        fields = [*REVIEW, "product"]
        read_only_fields = fields
