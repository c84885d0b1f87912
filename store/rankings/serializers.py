"""How a place in a ranking is read: a product, and what it is ranked by."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from store.catalog.serializers import MANGO_AS_READ, ProductSerializer
from store.rankings.scores import USUAL_WINDOW, WINDOWS


def example(**ranked_by: Any) -> Any:
    """Decorates a serializer with the usual product and these figures."""
    value = {**MANGO_AS_READ.value, **ranked_by}
    return extend_schema_serializer(
        examples=[OpenApiExample("A place", value, response_only=True)]
    )


class WindowSerializer(serializers.Serializer):
    days = serializers.ChoiceField(
        [str(days) for days in WINDOWS],
        default=str(USUAL_WINDOW),
        help_text="How long the window is. It ends today and includes it.",
    )


class PlaceSerializer(ProductSerializer):
    """A product as it is read, and nothing to be written."""

    vendor_id = serializers.IntegerField(  # type: ignore[assignment]
        read_only=True,
        allow_null=True,
        help_text="The seller; null is the store itself.",
    )

    class Meta(ProductSerializer.Meta):
        read_only_fields = ["collection"]


@example(published_at="2026-11-20T08:00:00Z")
class NewProductSerializer(PlaceSerializer):
    published_at = serializers.DateTimeField(
        read_only=True, help_text="When it was published first."
    )

    class Meta(PlaceSerializer.Meta):
        fields = [*PlaceSerializer.Meta.fields, "published_at"]


@example(sold=42)
class BestSellingProductSerializer(PlaceSerializer):
    sold = serializers.IntegerField(
        read_only=True,
        help_text="Units within the window, without what was cancelled or returned.",
    )

    class Meta(PlaceSerializer.Meta):
        fields = [*PlaceSerializer.Meta.fields, "sold"]


@example(rating_score=4.5714)
class TopRatedProductSerializer(PlaceSerializer):
    rating_score = serializers.FloatField(
        read_only=True,
        help_text="The average, drawn towards that of all products: the fewer ratings the more.",
    )

    class Meta(PlaceSerializer.Meta):
        fields = [*PlaceSerializer.Meta.fields, "rating_score"]


@example(trend_score=21.5)
class TrendingProductSerializer(PlaceSerializer):
    trend_score = serializers.FloatField(
        read_only=True,
        allow_null=True,
        help_text="Points that are left today; null when the list is not by trend.",
    )

    class Meta(PlaceSerializer.Meta):
        fields = [*PlaceSerializer.Meta.fields, "trend_score"]
