"""Carts: what goes in, and how it looks."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from store.carts.errors import UnknownProduct
from store.carts.models import MAX_QUANTITY, Cart, CartItem
from store.carts.services import add_item, set_quantity
from store.catalog.models import Product
from store.catalog.scopes import is_on_sale
from store.shared.money import MAX_DIGITS

LINE = {
    "id": 1,
    "product": {"id": 11, "title": "Alphonso mangoes", "unit_price": 4.5},
    "quantity": 3,
    "total_price": 13.5,
    "added_price": 4.0,
    "price_changed": True,
    "left_in_stock": 120,
    "enough_in_stock": True,
    "available": True,
}
CART = {
    "id": "2f9f3f4e-6b7c-4a34-9a55-0d0a1d1c5f10",
    "items": [LINE],
    "total_price": 13.5,
}
NO_CART: dict[str, Any] = {"id": None, "items": [], "total_price": 0}


class TotalField(serializers.DecimalField):
    """A sum of money, read only."""

    def __init__(self, **kwargs: Any) -> None:
        options = {"max_digits": MAX_DIGITS + 6, "decimal_places": 2}
        super().__init__(**{**options, "read_only": True, **kwargs})


class SimpleProductSerializer(serializers.ModelSerializer):
    """A product as a cart and an order name it."""

    class Meta:
        model = Product
        fields = ["id", "title", "unit_price"]


@extend_schema_serializer(examples=[OpenApiExample("A line", LINE, response_only=True)])
class CartItemSerializer(serializers.ModelSerializer):
    """A line, and what became of it since it was added; of `CartItem.objects.as_shown()`."""

    product = SimpleProductSerializer(read_only=True)
    total_price = TotalField()
    price_changed = serializers.BooleanField(
        read_only=True, help_text="False as well when `added_price` is null: unknown."
    )
    left_in_stock = serializers.IntegerField(read_only=True)
    enough_in_stock = serializers.BooleanField(read_only=True)
    available = serializers.BooleanField(
        read_only=True,
        help_text="Whether it is still on sale; if not, no order has it.",
    )

    class Meta:
        model = CartItem
        fields = [*LINE]
        read_only_fields = ["added_price"]


@extend_schema_serializer(
    examples=[
        OpenApiExample("A cart", CART, response_only=True),
        OpenApiExample("An empty cart", {}, request_only=True),
    ]
)
class CartSerializer(serializers.ModelSerializer):
    id = serializers.UUIDField(read_only=True)
    items = CartItemSerializer(many=True, read_only=True)
    total_price = TotalField()

    class Meta:
        model = Cart
        fields = ["id", "items", "total_price"]


@extend_schema_serializer(
    examples=[
        OpenApiExample("Before the first write", NO_CART, response_only=True),
        OpenApiExample("With a line", CART, response_only=True),
    ]
)
class OwnCartSerializer(CartSerializer):
    id = serializers.UUIDField(read_only=True, allow_null=True)


@extend_schema_serializer(
    examples=[
        OpenApiExample("Add", {"product_id": 11, "quantity": 3}, request_only=True),
        OpenApiExample(
            "The line",
            {"id": 1, "product_id": 11, "quantity": 3},
            response_only=True,
        ),
    ]
)
class AddCartItemSerializer(serializers.ModelSerializer):
    """Takes a product that is on public sale."""

    product_id = serializers.IntegerField()

    class Meta:
        model = CartItem
        fields = ["id", "product_id", "quantity"]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not is_on_sale(attrs["product_id"]):
            raise UnknownProduct
        return attrs

    def create(self, validated_data: dict[str, Any]) -> CartItem:
        return add_item(**validated_data)


@extend_schema_serializer(examples=[OpenApiExample("A quantity", {"quantity": 5})])
class UpdateCartItemSerializer(serializers.ModelSerializer):
    quantity = serializers.IntegerField(min_value=1, max_value=MAX_QUANTITY)

    class Meta:
        model = CartItem
        fields = ["quantity"]

    def update(self, instance: CartItem, validated_data: dict[str, Any]) -> CartItem:
        if validated_data:
            set_quantity(line=instance, **validated_data)
        return instance

    def to_representation(self, instance: CartItem) -> dict[str, Any]:
        return CartItemSerializer(instance, context=self.context).data
