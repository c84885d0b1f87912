"""Customers as staff and as they themselves see them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.validators import UniqueValidator

from store.customers.models import Customer
from store.customers.services import register_customer

PROFILE = {"phone": "+213 555 010 203", "birth_date": "1990-04-12", "membership": "B"}
READ = OpenApiExample(
    "A customer", {"id": 3, "user_id": 5, **PROFILE}, response_only=True
)


@extend_schema_serializer(
    examples=[READ, OpenApiExample("A change", PROFILE, request_only=True)]
)
class CustomerSerializer(serializers.ModelSerializer):
    user_id = serializers.IntegerField(read_only=True)

    class Meta:
        model = Customer
        fields = ["id", "user_id", "phone", "birth_date", "membership"]


@extend_schema_serializer(
    examples=[
        READ,
        OpenApiExample(
            "A change",
            {"phone": "+213 555 010 203", "birth_date": "1990-04-12"},
            request_only=True,
        ),
    ]
)
class OwnCustomerSerializer(CustomerSerializer):
    """Oneself: `membership` is for staff to give."""

    class Meta(CustomerSerializer.Meta):
        read_only_fields = ["membership"]


@extend_schema_serializer(
    examples=[
        READ,
        OpenApiExample(
            "A new customer",
            {
                "email": "amina@example.com",
                "first_name": "Amina",
                "last_name": "Saadi",
                **PROFILE,
            },
            request_only=True,
        ),
    ]
)
class RegisterCustomerSerializer(CustomerSerializer):
    """Account and profile in one, for staff."""

    email = serializers.EmailField(write_only=True, max_length=254)
    username = serializers.CharField(
        write_only=True,
        required=False,
        max_length=150,
        help_text="The e-mail address when left out.",
        validators=[
            *get_user_model()._meta.get_field("username").validators,
            UniqueValidator(
                get_user_model().objects.all(),
                message="A user with that username already exists.",
            ),
        ],
    )
    first_name = serializers.CharField(write_only=True, required=False, max_length=150)
    last_name = serializers.CharField(write_only=True, required=False, max_length=150)

    class Meta(CustomerSerializer.Meta):
        fields = [
            *CustomerSerializer.Meta.fields,
            "email",
            "username",
            "first_name",
            "last_name",
        ]

    def validate_email(self, email: str) -> str:
        if get_user_model().objects.filter(email=email.lower()).exists():
            raise serializers.ValidationError(
                "A user with that email already exists.", "unique"
            )
        return email

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Without a username the e-mail address is one: it must be free, and fit."""
        if "username" not in attrs:
            field = self.fields["username"]
            try:
                attrs["username"] = field.run_validation(attrs["email"])
            except serializers.ValidationError as error:
                raise serializers.ValidationError({"username": error.detail}) from None
        return attrs

    def create(self, validated_data: dict[str, Any]) -> Customer:
        return register_customer(**validated_data)
