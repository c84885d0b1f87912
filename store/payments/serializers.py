"""How payments look, and what is said about them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from store.orders.choices import PaymentStatus
from store.orders.models import Order
from store.orders.priced_lines import AMOUNT_DIGITS
from store.orders.serializers import (
    ORDER,
    STEP,
    CancelOrderSerializer,
    OrderDetailSerializer,
    PlaceOrderSerializer,
)
from store.payments.order_amounts import amounts_of

SETTABLE = [
    choice for choice in PaymentStatus.choices if choice[0] != PaymentStatus.REFUNDED
]


AMOUNTS = {"amount_due": 0.0, "amount_paid": 13.5, "amount_refunded": 0.0}


def amount_field(source: str, help_text: str) -> serializers.DecimalField:
    return serializers.DecimalField(
        source=f"amounts.{source}",
        max_digits=AMOUNT_DIGITS,
        decimal_places=2,
        read_only=True,
        help_text=help_text,
    )


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "An order",
            {**ORDER, "history": [STEP], **AMOUNTS},
            response_only=True,
        )
    ]
)
class PaidOrderSerializer(OrderDetailSerializer):
    """One order with what was, and is to be, paid for it."""

    amount_due = amount_field("due", "What is still to be paid.")
    amount_paid = amount_field("paid", "What came for the order.")
    amount_refunded = amount_field("refunded", "What of that was given back.")

    class Meta(OrderDetailSerializer.Meta):
        fields = [*OrderDetailSerializer.Meta.fields, *AMOUNTS]
        read_only_fields = fields

    def to_representation(self, instance: Order) -> dict[str, Any]:
        instance.amounts = amounts_of(instance)  # type: ignore[attr-defined]
        return super().to_representation(instance)


@extend_schema_serializer(
    examples=[OpenApiExample("Paid", {"payment_status": "C"}, request_only=True)]
)
class SetPaymentStatusSerializer(serializers.Serializer):
    """P(ending), C(omplete) or F(ailed); R(efunded) follows from the lines."""

    payment_status = serializers.ChoiceField(choices=SETTABLE, required=False)

    def to_representation(self, instance: Order) -> dict[str, Any]:
        return PaidOrderSerializer(instance, context=self.context).data


@extend_schema_serializer(component_name="PlaceOrder")
class PlacePaidOrderSerializer(PlaceOrderSerializer):
    """Answers with the order and its amounts."""

    def to_representation(self, instance: Order) -> dict[str, Any]:
        return PaidOrderSerializer(instance, context=self.context).data


@extend_schema_serializer(component_name="CancelOrder")
class CancelPaidOrderSerializer(CancelOrderSerializer):
    """The same."""

    def to_representation(self, instance: Order) -> dict[str, Any]:
        return PaidOrderSerializer(instance, context=self.context).data
