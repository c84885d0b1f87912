"""Where an order goes: as it is said, and as it is shown."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from phonenumber_field.serializerfields import PhoneNumberField
from rest_framework import serializers

from store.customers.models import Address
from store.customers.serializers import ADDRESS, AddressSerializer
from store.orders.delivery_columns import DELIVERY

DETAILS: dict[str, Any] = {name: ADDRESS[name] for name in DELIVERY}


@extend_schema_serializer(
    component_name="Delivery",
    examples=[OpenApiExample("Where to", DETAILS, request_only=True)],
)
class DeliverySerializer(AddressSerializer):
    """An address for one order, by the rules for addresses; it is not kept as one."""

    is_default_billing = None  # type: ignore[assignment]
    is_default_shipping = None  # type: ignore[assignment]

    class Meta:
        model = Address
        fields = [*DELIVERY]


@extend_schema_serializer(
    component_name="OrderDelivery",
    examples=[OpenApiExample("Where to", DETAILS, response_only=True)],
)
class ShownDeliverySerializer(serializers.Serializer):
    """As it was when the order was placed; what was not known then is empty."""

    name = serializers.CharField()
    phone = serializers.CharField()
    additional_phone = serializers.CharField()
    street = serializers.CharField()
    city = serializers.CharField()
    zip = serializers.CharField()
    region = serializers.CharField()
    country = serializers.CharField()


class WantedDeliverySerializer(serializers.Serializer):
    """What a checkout may say of it."""

    shipping_address_id = serializers.IntegerField(
        min_value=1,
        max_value=2**63 - 1,
        required=False,
        allow_null=True,
        help_text="One of your addresses; left out, your default one for shipping.",
    )
    delivery = DeliverySerializer(
        required=False,
        allow_null=True,
        help_text="Somewhere else, for this order alone; instead of an address of yours.",
    )
    phone = PhoneNumberField(
        required=False,
        allow_blank=True,
        help_text="Goes before that of the address and that of your profile.",
    )
