"""Reviews: what goes in and comes out."""

from __future__ import annotations

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from store.catalog.models import Product
from store.reviews.choices import MOST_OF_A_REPLY
from store.reviews.models import Review, ReviewReply, ReviewReport

WORDS = {"name": "Alice", "description": "Sweet and ripe.", "rating": 4.5}
REPLY = {
    "text": "Thank you, see you next season!",
    "replied_at": "2026-11-21T09:30:00Z",
}
REVIEW = {
    "id": 5,
    "date": "2026-11-21",
    **WORDS,
    "verified": True,
    "helpful_count": 3,
    "voted_helpful": False,
    "is_hidden": False,
    "reply": REPLY,
}
REPORT = {"reason": "advertising", "words": "Names another shop."}
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
    description = serializers.CharField(
        required=False, allow_blank=True, help_text="Words, a rating, or both."
    )
    verified = serializers.BooleanField(
        read_only=True,
        default=False,
        help_text="The author has the product: delivered, and not given back.",
    )
    voted_helpful = serializers.BooleanField(
        read_only=True,
        default=False,
        help_text="Whether the signed-in reader found it helpful.",
    )
    reply = ReplySerializer(
        read_only=True, allow_null=True, default=None, help_text="The vendor's answer."
    )

    class Meta:
        model = Review
        fields = [*REVIEW]


@extend_schema_serializer(
    examples=[
        OpenApiExample("A report", REPORT, request_only=True),
        OpenApiExample(
            "A report as read",
            {**REPORT, "reported_at": "2026-11-21T09:30:00Z"},
            response_only=True,
        ),
    ]
)
class ReportSerializer(serializers.ModelSerializer):
    class Meta:
        model = ReviewReport
        fields = [*REPORT, "reported_at"]


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
