"""Orders: what places one, and how it looks."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import (
    OpenApiExample,
    extend_schema_field,
    extend_schema_serializer,
)
from rest_framework import serializers

from store.carts.serializers import SimpleProductSerializer
from store.customers.company_serializers import BILLED
from store.orders.choices import PaymentMethod
from store.orders.delivery_serializers import (
    DETAILS,
    ShownDeliverySerializer,
    WantedDeliverySerializer,
)
from store.orders.line_fields import ReturnStatusField
from store.orders.models import Order, OrderItem, StatusChange
from store.pricing.codes import MOST_OF_A_CODE
from store.pricing.price_serializers import (
    PRICE,
    TOTALS,
    PricedLineSerializer,
    TotalsSerializer,
)
from store.shared.identity import is_staff

LINE = {
    "id": 41,
    "product": {"id": 11, "title": "Alphonso mangoes", "unit_price": 4.5},
    "title": "Alphonso mangoes",
    "vendor_id": 1,
    "unit_price": 4.5,
    "quantity": 3,
    "status": "packed",
    **PRICE,
}
DETAILED_LINE = {**LINE, "return": None}
STEP = {
    "item_id": 41,
    "from": "order_placed",
    "to": "packed",
    "by": None,
    "at": "2026-11-21T10:00:00Z",
}


@extend_schema_serializer(component_name="OrderItem")
class OrderItemSerializer(PricedLineSerializer, serializers.ModelSerializer):
    """A line: `title` and amounts as they were, `product` as it is now."""

    product = SimpleProductSerializer(read_only=True)
    vendor_id = serializers.IntegerField(read_only=True, allow_null=True)

    class Meta:
        model = OrderItem
        fields = [*LINE]
        read_only_fields = fields


ORDER = {
    "id": 9,
    "customer": 3,
    "placed_at": "2026-11-21T09:30:00Z",
    "payment_status": "P",
    "status": "packed",
    "billed_to": BILLED,
    "delivery": DETAILS,
    "payment_method": "",
    "coupon_code": "WELCOME10",
    "totals": TOTALS,
    "items": [LINE],
}
DETAIL = {**ORDER, "items": [DETAILED_LINE], "history": [STEP]}


@extend_schema_serializer(component_name="OrderDetailItem")
class OrderDetailItemSerializer(OrderItemSerializer):
    """The same, with what became of a request to give it back."""

    def get_fields(self) -> dict[str, Any]:
        return {**super().get_fields(), "return": ReturnStatusField()}


class BilledToSerializer(serializers.Serializer):
    """A company as it was when the order was placed."""

    name = serializers.CharField()
    tax_number = serializers.CharField(allow_null=True)
    address = serializers.CharField()


@extend_schema_serializer(
    examples=[OpenApiExample("An order", ORDER, response_only=True)]
)
class OrderSerializer(serializers.ModelSerializer):
    billed_to = BilledToSerializer(read_only=True, allow_null=True)
    delivery = ShownDeliverySerializer(read_only=True, allow_null=True)
    totals = TotalsSerializer()
    items = OrderItemSerializer(many=True, read_only=True)

    class Meta:
        model = Order
        fields = [*ORDER]
        read_only_fields = fields


class StepSerializer(serializers.Serializer):
    """A line got another status."""

    item_id = serializers.IntegerField(read_only=True)
    to = serializers.CharField(source="to_status", read_only=True)
    by = serializers.SerializerMethodField(
        help_text="The user's id, for staff; a customer is told of their own steps only."
    )
    at = serializers.DateTimeField(read_only=True)

    def get_fields(self) -> dict[str, Any]:
        """With `from`, which Python has a use of its own for."""
        fields = super().get_fields()
        fields["from"] = serializers.CharField(source="from_status", read_only=True)
        return {name: fields[name] for name in STEP}

    def get_by(self, change: StatusChange) -> int | None:
        user = self.context["request"].user
        return change.by_id if is_staff(user) or change.by_id == user.pk else None


@extend_schema_serializer(
    examples=[OpenApiExample("An order", DETAIL, response_only=True)]
)
class OrderDetailSerializer(OrderSerializer):
    items = OrderDetailItemSerializer(many=True, read_only=True)
    history = serializers.SerializerMethodField()

    class Meta(OrderSerializer.Meta):
        fields = [*OrderSerializer.Meta.fields, "history"]
        read_only_fields = fields

    @extend_schema_field(StepSerializer(many=True))
    def get_history(self, order: Order) -> Any:
        """Every change of every line, from the first on."""
        changes = [
            change for item in order.items.all() for change in item.status_changes.all()
        ]
        changes.sort(key=lambda change: change.pk)
        return StepSerializer(changes, many=True, context=self.context).data


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Check out",
            {"cart_id": "2f9f3f4e-6b7c-4a34-9a55-0d0a1d1c5f10"},
            request_only=True,
        ),
        OpenApiExample(
            "Billed to a company",
            {"cart_id": "2f9f3f4e-6b7c-4a34-9a55-0d0a1d1c5f10", "company_id": 4},
            request_only=True,
        ),
        OpenApiExample(
            "To one of your addresses",
            {
                "cart_id": "2f9f3f4e-6b7c-4a34-9a55-0d0a1d1c5f10",
                "shipping_address_id": 7,
                "phone": "0555010203",
            },
            request_only=True,
        ),
        OpenApiExample(
            "To somewhere else",
            {"cart_id": "2f9f3f4e-6b7c-4a34-9a55-0d0a1d1c5f10", "delivery": DETAILS},
            request_only=True,
        ),
        OpenApiExample(
            "With a coupon",
            {
                "cart_id": "2f9f3f4e-6b7c-4a34-9a55-0d0a1d1c5f10",
                "coupon_code": "welcome10",
            },
            request_only=True,
        ),
    ]
)
class PlaceOrderSerializer(WantedDeliverySerializer):
    cart_id = serializers.UUIDField()
    company_id = serializers.IntegerField(
        min_value=1,
        max_value=2**63 - 1,
        required=False,
        allow_null=True,
        help_text="One of your companies, to bill it; left out, you are billed yourself.",
    )
    payment_method = serializers.ChoiceField(
        choices=PaymentMethod.choices,
        required=False,
        allow_blank=True,
        help_text="Left out: the store's usual one, or chosen later.",
    )
    coupon_code = serializers.CharField(
        max_length=MOST_OF_A_CODE,
        required=False,
        allow_null=True,
        allow_blank=True,
        help_text="In upper or lower case.",
    )

    def to_representation(self, instance: Any) -> dict[str, Any]:
        return OrderDetailSerializer(instance, context=self.context).data


@extend_schema_serializer(
    examples=[
        OpenApiExample("The whole order", {}, request_only=True),
        OpenApiExample("A line", {"items": [41]}, request_only=True),
    ]
)
class CancelOrderSerializer(serializers.Serializer):
    items = serializers.ListField(
        child=serializers.IntegerField(min_value=1),
        required=False,
        allow_empty=False,
        help_text="The ids of lines; left out: the whole order.",
    )

    def to_representation(self, instance: Order) -> dict[str, Any]:
        return OrderDetailSerializer(instance, context=self.context).data
