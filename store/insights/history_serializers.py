"""The shape of a history. `store.insights.history_rows` makes what is viewed and searched."""

from __future__ import annotations

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from store.catalog.serializers import MANGO_AS_READ, ProductSerializer
from store.insights.history_rows import MOST
from store.insights.seen import Kind
from store.orders.models import OrderItem

BOUGHT = {
    "order_id": 9,
    "placed_at": "2026-11-21T09:30:00Z",
    "product_id": 11,
    "title": "Alphonso mangoes",
    "unit_price": 4.5,
    "quantity": 3,
}
VIEWED = {
    "product": MANGO_AS_READ.value,
    "times": 3,
    "last_viewed_at": "2026-11-21T09:20:00Z",
}
SEARCHED = {
    "id": 5,
    "words": "ripe mango",
    "times": 2,
    "last_searched_at": "2026-11-21T09:15:00Z",
}
HISTORY = {"viewed": [VIEWED], "searched": [SEARCHED], "bought": [BOUGHT]}


class ViewedSerializer(serializers.Serializer):
    product = ProductSerializer(read_only=True)
    times = serializers.IntegerField(read_only=True)
    last_viewed_at = serializers.DateTimeField(read_only=True)


class SearchedSerializer(serializers.Serializer):
    id = serializers.IntegerField(read_only=True)
    words = serializers.CharField(read_only=True, help_text="As typed the last time.")
    times = serializers.IntegerField(read_only=True)
    last_searched_at = serializers.DateTimeField(read_only=True)


class BoughtSerializer(serializers.ModelSerializer):
    placed_at = serializers.DateTimeField(source="order.placed_at", read_only=True)
    order_id = serializers.IntegerField(read_only=True)
    product_id = serializers.IntegerField(read_only=True)

    class Meta:
        model = OrderItem
        fields = [*BOUGHT]
        read_only_fields = fields


@extend_schema_serializer(
    examples=[OpenApiExample("One's own history", HISTORY, response_only=True)]
)
class HistorySerializer(serializers.Serializer):
    viewed = ViewedSerializer(
        many=True, help_text=f"The newest {MOST} that are still on public sale."
    )
    searched = SearchedSerializer(many=True, help_text=f"The newest {MOST}.")
    bought = BoughtSerializer(many=True, help_text=f"The newest {MOST} lines.")


@extend_schema_serializer(
    examples=[OpenApiExample("A history", {"id": 3, **HISTORY}, response_only=True)]
)
class CustomerHistorySerializer(HistorySerializer):
    id = serializers.IntegerField(help_text="The customer.")


class KindSerializer(serializers.Serializer):
    """What to clear."""

    kind = serializers.ChoiceField(
        Kind.choices,
        required=False,
        help_text="Left out: what was viewed and searched.",
    )
