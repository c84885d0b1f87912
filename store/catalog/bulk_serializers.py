"""Many products of a vendor changed at once: what goes in and comes out."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from store.catalog.models import MAX_INVENTORY
from store.catalog.services import BULK_COLUMNS, MOST_IN_BULK
from store.shared.fields import ExplicitBooleanField
from store.shared.money import MAX_AMOUNT, MAX_DIGITS


class BulkItemSerializer(serializers.Serializer):
    id = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    unit_price = serializers.DecimalField(
        max_digits=MAX_DIGITS,
        decimal_places=2,
        min_value=1,
        max_value=MAX_AMOUNT,
        required=False,
    )
    inventory = serializers.IntegerField(
        min_value=0, max_value=MAX_INVENTORY, required=False
    )
    is_published = ExplicitBooleanField(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs.keys().isdisjoint(BULK_COLUMNS):
            raise serializers.ValidationError("Say what to change.")
        return attrs


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Prices and stock",
            {
                "items": [
                    {"id": 11, "unit_price": 4.5, "inventory": 120},
                    {"id": 12, "is_published": False},
                ]
            },
            request_only=True,
        )
    ]
)
class BulkChangeSerializer(serializers.Serializer):
    items = serializers.ListField(
        child=BulkItemSerializer(), allow_empty=False, max_length=MOST_IN_BULK
    )

    def validate_items(self, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
        if len({item["id"] for item in items}) < len(items):
            raise serializers.ValidationError("Name each product once.")
        return items


@extend_schema_serializer(
    examples=[OpenApiExample("Done", {"changed": 2}, response_only=True)]
)
class BulkAnswerSerializer(serializers.Serializer):
    changed = serializers.IntegerField(help_text="How many products were written.")
