"""The shape of recommendations, which `rows.py` makes."""

from __future__ import annotations

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from store.catalog.serializers import MANGO_AS_READ, VendorProductSerializer
from store.recommendations.choices import Why
from store.recommendations.services import MOST, USUAL_LIMIT

REASON = {
    "code": "because_you_bought",
    "words": "Because you bought Dates",
    "about": "Dates",
}
RECOMMENDED = {**MANGO_AS_READ.value, "reason": REASON}


class ReasonSerializer(serializers.Serializer):
    """Why a product is shown. Speak your reader's language by `code` and `about`."""

    code = serializers.ChoiceField(Why.choices)
    words = serializers.CharField(help_text="The reason in English.")
    about = serializers.CharField(
        allow_null=True,
        help_text="The title, genre, collection or tag that the reason speaks of.",
    )


@extend_schema_serializer(
    examples=[OpenApiExample("A recommendation", RECOMMENDED, response_only=True)]
)
class RecommendedProductSerializer(VendorProductSerializer):
    """A product as the catalogue shows it, and why; only read."""

    reason = ReasonSerializer(read_only=True)

    class Meta(VendorProductSerializer.Meta):
        fields = [*VendorProductSerializer.Meta.fields, "reason"]
        read_only_fields = fields


class LimitSerializer(serializers.Serializer):
    limit = serializers.IntegerField(
        min_value=1,
        max_value=MOST,
        default=USUAL_LIMIT,
        help_text=f"How many at most, up to {MOST}.",
    )
