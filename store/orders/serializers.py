"""Orders: what places one, and how it looks."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from store.carts.serializers import SimpleProductSerializer
from store.orders.models import Order, OrderItem

LINE = {
    "id": 41,
    "product": {"id": 11, "title": "Alphonso mangoes", "unit_price": 4.5},
    "title": "Alphonso mangoes",
    "vendor_id": 1,
    "unit_price": 4.5,
    "quantity": 3,
}


@extend_schema_serializer(component_name="OrderItem")
class OrderItemSerializer(serializers.ModelSerializer):
    """A line: `title` and `unit_price` as they were, `product` as it is now."""

    product = SimpleProductSerializer(read_only=True)
    vendor_id = serializers.IntegerField(read_only=True, allow_null=True)

    class Meta:
        model = OrderItem
        fields = ["id", "product", "title", "vendor_id", "unit_price", "quantity"]


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "An order",
            {
                "id": 9,
                "customer": 3,
                "placed_at": "2026-11-21T09:30:00Z",
                "payment_status": "P",
                "items": [LINE],
            },
            response_only=True,
        )
    ]
)
class OrderSerializer(serializers.ModelSerializer):
    items = OrderItemSerializer(many=True, read_only=True)

    class Meta:
        model = Order
        fields = ["id", "customer", "placed_at", "payment_status", "items"]
        read_only_fields = fields


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Check out",
            {"cart_id": "2f9f3f4e-6b7c-4a34-9a55-0d0a1d1c5f10"},
            request_only=True,
        )
    ]
)
class PlaceOrderSerializer(serializers.Serializer):
    cart_id = serializers.UUIDField()

    def to_representation(self, instance: Any) -> dict[str, Any]:
        return OrderSerializer(instance, context=self.context).data


@extend_schema_serializer(
    examples=[OpenApiExample("Paid", {"payment_status": "C"}, request_only=True)]
)
class UpdateOrderSerializer(serializers.ModelSerializer):
    class Meta:
        model = Order
        fields = ["payment_status"]

    def update(self, instance: Order, validated_data: Any) -> Order:
        """This column alone: the status may have moved since the row was read."""
        instance.payment_status = validated_data.get(
            "payment_status", instance.payment_status
        )
        instance.save(update_fields=["payment_status"])
        return instance

    def to_representation(self, instance: Order) -> dict[str, Any]:
        return OrderSerializer(instance, context=self.context).data
