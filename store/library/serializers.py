"""Held items: what goes in, and how they look from both sides."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from drf_spectacular.utils import (
    OpenApiExample,
    extend_schema_field,
    extend_schema_serializer,
)
from rest_framework import serializers

from store.catalog.models import Product
from store.customers.models import Customer
from store.customers.serializers import (
    NAMED,
    PROFILE,
    READ,
    CustomerSerializer,
    RegisterCustomerSerializer,
)
from store.library.models import LibraryEntry
from store.library.services import set_items
from store.shared.identity import is_staff

LARGEST_KEY = 2**63 - 1
MOST_ITEMS = 10_000
NEWEST = 100

ITEM = {
    "id": 11,
    "title": "Alphonso mangoes",
    "source": "granted",
    "since": "2026-11-21T09:30:00Z",
}
HOLDER = {
    "id": 3,
    "name": "Amina Saadi",
    "email": "amina@example.com",
    "source": "granted",
    "since": "2026-11-21T09:30:00Z",
}
HELD = {"item_count": 1, "item_ids": [11], "items_detail": [ITEM]}


def name_of(customer: Customer) -> str:
    """First and last name. Not the username: it may be the e-mail address."""
    return customer.user.get_full_name() or f"Customer {customer.pk}"


class HolderSerializer(serializers.ModelSerializer):
    """Who holds the product; `email` for staff alone."""

    id = serializers.IntegerField(source="customer_id", read_only=True)
    name = serializers.SerializerMethodField()
    email = serializers.EmailField(
        source="customer.user.email",
        read_only=True,
        required=False,
        help_text="For staff.",
    )
    since = serializers.DateTimeField(source="created_at", read_only=True)

    class Meta:
        model = LibraryEntry
        fields = [*HOLDER]
        read_only_fields = fields

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        if "request" in self.context and not is_staff(self.context["request"].user):
            del fields["email"]
        return fields

    def get_name(self, entry: LibraryEntry) -> str:
        return name_of(entry.customer)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Who holds it",
            {
                "id": 11,
                "title": "Alphonso mangoes",
                "customer_count": 1,
                "count": 1,
                "next": None,
                "previous": None,
                "customer_ids": [3],
                "customers_detail": [HOLDER],
            },
            response_only=True,
        )
    ]
)
class HoldersSerializer(serializers.Serializer):
    """A product, and one page of those who hold it."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    customer_count = serializers.IntegerField(help_text="Everybody who holds it.")
    count = serializers.IntegerField(help_text="Those whom the filters leave.")
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    customer_ids = serializers.ListField(
        child=serializers.IntegerField(), help_text="Of this page."
    )
    customers_detail = HolderSerializer(many=True)


@extend_schema_serializer(
    examples=[OpenApiExample("A customer", {"customer_id": 3}, request_only=True)]
)
class CustomerKeySerializer(serializers.Serializer):
    customer_id = serializers.IntegerField(min_value=1, max_value=LARGEST_KEY)


@extend_schema_serializer(
    examples=[OpenApiExample("An item", {"item_id": 11}, request_only=True)]
)
class ItemKeySerializer(serializers.Serializer):
    item_id = serializers.IntegerField(min_value=1, max_value=LARGEST_KEY)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Done",
            {"message": "Amina Saadi now holds Alphonso mangoes.", "changed": True},
            response_only=True,
        )
    ]
)
class MessageSerializer(serializers.Serializer):
    message = serializers.CharField()
    changed = serializers.BooleanField(help_text="False when it was so already.")


def say(
    customer: Customer, verb: str, product: Product, changed: bool
) -> dict[str, Any]:
    """As `MessageSerializer` describes it."""
    message = f"{name_of(customer)} {verb} {product.title}."
    return {"message": message, "changed": changed}


class HeldItemSerializer(serializers.ModelSerializer):
    """A product that is held."""

    id = serializers.IntegerField(source="product_id", read_only=True)
    title = serializers.CharField(source="product.title", read_only=True)
    since = serializers.DateTimeField(source="created_at", read_only=True)

    class Meta:
        model = LibraryEntry
        fields = [*ITEM]
        read_only_fields = fields


@extend_schema_field(
    {
        "type": "array",
        "items": {"type": "integer"},
        "maxItems": MOST_ITEMS,
        "nullable": True,
    }
)
class ItemIdsField(serializers.ListField):
    """Ids of products: taken as a set, shown from the newest entry on."""

    child = serializers.IntegerField(min_value=1, max_value=LARGEST_KEY)

    def get_attribute(self, instance: Any) -> Any:
        return instance

    def to_representation(self, data: Any) -> Any:
        """None rather than some of them, which a client might send back as all."""
        if data.item_count <= NEWEST:
            return [entry.product_id for entry in data.newest_items]
        return None if in_a_list(self.parent) else data.library.item_ids()


def in_a_list(serializer: Any) -> bool:
    return isinstance(serializer.parent, serializers.ListSerializer)


class HoldsItems(serializers.Serializer):
    """What a customer holds: of one it is read here, of a list by its endpoint."""

    item_count = serializers.IntegerField(read_only=True)
    item_ids = ItemIdsField(
        required=False,
        max_length=MOST_ITEMS,
        help_text=(
            "Every item. Sent, they replace those that are held. Null in a list when "
            f"there are more than {NEWEST}: read the customer."
        ),
    )
    items_detail = serializers.SerializerMethodField(
        help_text=f"The newest {NEWEST}. Null in a list when there are more."
    )

    @extend_schema_field(HeldItemSerializer(many=True, allow_null=True))
    def get_items_detail(self, customer: Any) -> Any:
        shown = customer.newest_items
        return None if shown is None else HeldItemSerializer(shown, many=True).data

    def to_representation(self, instance: Any) -> Any:
        if not in_a_list(self):
            shown = list(instance.library.newest()[: NEWEST + 1])
            more = len(shown) > NEWEST
            instance.item_count = instance.library.count() if more else len(shown)
            instance.newest_items = shown[:NEWEST]
        return super().to_representation(instance)

    @transaction.atomic
    def create(self, validated_data: dict[str, Any]) -> Any:
        ids = validated_data.pop("item_ids", None)
        customer = super().create(validated_data)
        self.set_items(customer, ids)
        return customer

    @transaction.atomic
    def update(self, instance: Any, validated_data: dict[str, Any]) -> Any:
        """The items first: their locks come before the customer's."""
        self.set_items(instance, validated_data.pop("item_ids", None))
        return super().update(instance, validated_data)

    def set_items(self, customer: Any, ids: list[int] | None) -> None:
        if ids is not None:
            by = self.context["request"].user
            set_items(customer=customer, product_ids=ids, by=by)


@extend_schema_serializer(
    examples=[
        OpenApiExample("A customer", {**READ.value, **HELD}, response_only=True),
        OpenApiExample("Other items", {"item_ids": [11, 12]}, request_only=True),
    ]
)
class HoldingCustomerSerializer(HoldsItems, CustomerSerializer):
    """A customer as staff see and change them."""

    class Meta(CustomerSerializer.Meta):
        fields = [*CustomerSerializer.Meta.fields, *HELD]


@extend_schema_serializer(
    examples=[
        OpenApiExample("A customer", {**READ.value, **HELD}, response_only=True),
        OpenApiExample(
            "A new customer",
            {**NAMED, **PROFILE, "item_ids": [11]},
            request_only=True,
        ),
    ]
)
class RegisterHoldingCustomerSerializer(HoldsItems, RegisterCustomerSerializer):
    """Account and profile in one, perhaps with items, for staff."""

    class Meta(RegisterCustomerSerializer.Meta):
        fields = [*RegisterCustomerSerializer.Meta.fields, *HELD]
