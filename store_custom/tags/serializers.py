"""Tags: what goes in and comes out."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from tags.labels import clean_label
from tags.models import Tag

LONGEST_LABEL = 50
MOST_TAGS = 20


class LabelField(serializers.CharField):
    """A label on one line, without control characters."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST_LABEL, **kwargs)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        return super().run_validation(
            clean_label(data) if isinstance(data, str) else data
        )


@extend_schema_serializer(
    examples=[OpenApiExample("Tags", {"tags": ["organic", "ripe"]})]
)
class ProductTagsSerializer(serializers.Serializer):
    tags = serializers.ListField(
        child=LabelField(),
        max_length=MOST_TAGS,
        help_text="Labels, the oldest on the product first. Sent: all that it shall have.",
    )


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A tag",
            {"id": 3, "label": "ripe", "products_count": 41},
            response_only=True,
        )
    ]
)
class TagSerializer(serializers.ModelSerializer):
    products_count = serializers.IntegerField(
        read_only=True, help_text="Products on public sale that have it."
    )

    class Meta:
        model = Tag
        fields = ["id", "label", "products_count"]
        read_only_fields = fields
