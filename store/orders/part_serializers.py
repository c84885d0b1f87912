"""The part of an order that a vendor fulfils: its own lines, and nothing of other vendors."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from drf_spectacular.utils import (
    OpenApiExample,
    extend_schema_field,
    extend_schema_serializer,
)
from rest_framework import serializers

from store.catalog.models import Product
from store.orders.choices import OrderStatus
from store.orders.delivery_serializers import DETAILS, ShownDeliverySerializer
from store.orders.line_fields import ReturnStatusField
from store.orders.models import OrderItem, VendorOrder
from store.pricing.price_serializers import (
    PRICE,
    TOTALS,
    PricedLineSerializer,
    TotalsSerializer,
)
from store.shared.money import MAX_DIGITS

LINE = {
    "id": 41,
    "product": {"id": 11, "title": "Alphonso mangoes"},
    "title": "Alphonso mangoes",
    "quantity": 3,
    "unit_price": 4.5,
    "status": "order_placed",
    **PRICE,
    "return": None,
}
PART = {
    "id": 12,
    "order_id": 9,
    "placed_at": "2026-11-21T09:30:00Z",
    "status": "order_placed",
    "subtotal": 13.5,
    "totals": TOTALS,
    "contact": {"name": "Amina Saadi", "phone": "+213555010203"},
    "delivery": DETAILS,
    "items": [LINE],
}


class SoldProductSerializer(serializers.ModelSerializer):
    class Meta:
        model = Product
        fields = ["id", "title"]
        read_only_fields = fields


@extend_schema_serializer(
    component_name="VendorOrderItem",
    examples=[OpenApiExample("A line", LINE, response_only=True)],
)
class PartLineSerializer(PricedLineSerializer, serializers.ModelSerializer):
    """A line: `title` and amounts as they were sold, `product` as it is now."""

    product = SoldProductSerializer(read_only=True)

    class Meta:
        model = OrderItem
        fields = [name for name in LINE if name != "return"]
        read_only_fields = fields

    def get_fields(self) -> dict[str, Any]:
        return {**super().get_fields(), "return": ReturnStatusField()}


class ContactSerializer(serializers.Serializer):
    """Whom to call: of the delivery, or else of the buyer."""

    name = serializers.CharField(source="contact_name", read_only=True)
    phone = serializers.CharField(source="contact_phone", read_only=True)


@extend_schema_serializer(
    component_name="VendorOrder",
    examples=[OpenApiExample("A part", PART, response_only=True)],
)
class PartSerializer(serializers.ModelSerializer):
    order_id = serializers.IntegerField(read_only=True)
    subtotal = serializers.SerializerMethodField(
        help_text="Of these lines at list prices, without the cancelled ones."
    )
    totals = TotalsSerializer(help_text="Of these lines, as they were placed.")
    contact = ContactSerializer(source="order", read_only=True)
    delivery = ShownDeliverySerializer(
        source="order.delivery", read_only=True, allow_null=True
    )
    items = PartLineSerializer(many=True, read_only=True)

    class Meta:
        model = VendorOrder
        fields = [*PART]
        read_only_fields = fields

    @extend_schema_field(
        serializers.DecimalField(
            max_digits=MAX_DIGITS, decimal_places=2, coerce_to_string=False
        )
    )
    def get_subtotal(self, part: VendorOrder) -> Decimal:
        return part.subtotal


@extend_schema_serializer(
    examples=[
        OpenApiExample("Packed", {"status": "packed"}, request_only=True),
        OpenApiExample(
            "Came back broken",
            {"status": "returned", "restock": False},
            request_only=True,
        ),
    ]
)
class MoveSerializer(serializers.Serializer):
    """Where a line goes."""

    status = serializers.ChoiceField(choices=OrderStatus.choices)
    restock = serializers.BooleanField(
        default=True,
        help_text="false: what is cancelled or returned can't be sold again.",
    )

    def to_representation(self, instance: Any) -> dict[str, Any]:
        return PartLineSerializer(instance, context=self.context).data
