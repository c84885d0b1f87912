"""Requests to give something back: what asks for one, decides it, and how it looks."""

from __future__ import annotations

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from store.orders.choices import MOST_OF_A_NOTE, MOST_OF_WORDS, ReturnReason
from store.orders.models import OrderItem
from store.orders.return_models import ReturnRequest

ASK = {
    "items": [41],
    "reason": "damaged",
    "words": "Two of the three are bruised.",
}
LINE = {
    "id": 41,
    "title": "Alphonso mangoes",
    "quantity": 3,
    "status": "delivered",
}
RETURN = {
    "id": 7,
    "item": LINE,
    "vendor_id": 1,
    "reason": ASK["reason"],
    "words": ASK["words"],
    "status": "asked",
    "asked_at": "2026-11-21T09:30:00Z",
    "decided_at": None,
    "note": "",
}
SOLD = {**RETURN, "order_id": 9, "vendor_order_id": 12, "restocked": None}
REFUSAL = {"note": "They were ripe when they left us."}


class ReturnLineSerializer(serializers.ModelSerializer):
    """The line, with the title as it was sold."""

    class Meta:
        model = OrderItem
        fields = [*LINE]
        read_only_fields = fields


@extend_schema_serializer(
    examples=[OpenApiExample("A return", RETURN, response_only=True)]
)
class ReturnSerializer(serializers.ModelSerializer):
    """`decided_at` is also when it was withdrawn; `note` is what the customer is told."""

    item = ReturnLineSerializer(read_only=True)
    vendor_id = serializers.IntegerField(
        read_only=True, allow_null=True, help_text="null: the store itself."
    )

    class Meta:
        model = ReturnRequest
        fields = [*RETURN]
        read_only_fields = fields


@extend_schema_serializer(
    component_name="VendorReturn",
    examples=[OpenApiExample("A return to decide", SOLD, response_only=True)],
)
class SoldReturnSerializer(ReturnSerializer):
    """The same for who sold it."""

    order_id = serializers.IntegerField(source="item.order_id", read_only=True)
    vendor_order_id = serializers.IntegerField(
        source="item.vendor_order_id", read_only=True, allow_null=True
    )

    class Meta(ReturnSerializer.Meta):
        fields = [*SOLD]
        read_only_fields = fields


@extend_schema_serializer(examples=[OpenApiExample("Bruised", ASK, request_only=True)])
class AskReturnSerializer(serializers.Serializer):
    items = serializers.ListField(
        child=serializers.IntegerField(min_value=1),
        allow_empty=False,
        help_text="The ids of lines.",
    )
    reason = serializers.ChoiceField(choices=ReturnReason.choices)
    words = serializers.CharField(
        max_length=MOST_OF_WORDS, default="", allow_blank=True
    )


@extend_schema_serializer(
    examples=[
        OpenApiExample("Back into stock", {}, request_only=True),
        OpenApiExample(
            "Can't be sold again",
            {"restock": False, "note": "Keep the box, please."},
            request_only=True,
        ),
    ]
)
class AcceptReturnSerializer(serializers.Serializer):
    restock = serializers.BooleanField(
        default=True, help_text="Whether it can be sold again."
    )
    note = serializers.CharField(
        max_length=MOST_OF_A_NOTE,
        default="",
        allow_blank=True,
        help_text="The customer reads it.",
    )


@extend_schema_serializer(
    examples=[OpenApiExample("A refusal", REFUSAL, request_only=True)]
)
class RefuseReturnSerializer(serializers.Serializer):
    note = serializers.CharField(
        max_length=MOST_OF_A_NOTE, help_text="Why; the customer reads it."
    )
