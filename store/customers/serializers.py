"""Customers as staff and as they themselves see them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from phonenumber_field.serializerfields import PhoneNumberField
from rest_framework import serializers
from rest_framework.validators import UniqueValidator

from store.customers.company_serializers import (
    BILLED,
    CompanyIdsField,
    CompanySerializer,
)
from store.customers.models import Address, Customer
from store.customers.services import (
    add_address,
    change_address,
    history_starts_now,
    lock_customer,
    register_customer,
    set_companies,
)
from store.shared.countries import validate_country
from store.shared.fields import ExplicitBooleanField
from store.shared.saving import save_sent

PROFILE = {
    "phone": "+213 555 010 203",
    "additional_phone": "",
    "birth_date": "1990-04-12",
    "membership": "B",
}
NAMED = {"email": "amina@example.com", "first_name": "Amina", "last_name": "Saadi"}
COMPANIES = {"companies_detail": [{"id": 4, **BILLED}], "company_ids": [4]}
READ = OpenApiExample(
    "A customer", {"id": 3, "user_id": 5, **PROFILE, **COMPANIES}, response_only=True
)
READ_OWN = OpenApiExample(
    "Oneself",
    {
        "id": 3,
        "user_id": 5,
        **PROFILE,
        **COMPANIES,
        **NAMED,
        "tracks_history": True,
    },
    response_only=True,
)
ADDRESS = {
    "label": "Home",
    "name": "Amina Saadi",
    "phone": "+213555010203",
    "additional_phone": "",
    "street": "12 Rue Didouche Mourad",
    "city": "Algiers",
    "zip": "16000",
    "region": "Algiers",
    "country": "DZ",
    "is_default_billing": True,
    "is_default_shipping": True,
}


@extend_schema_serializer(
    examples=[
        READ,
        OpenApiExample("A change", {**PROFILE, "company_ids": [4]}, request_only=True),
    ]
)
class CustomerSerializer(serializers.ModelSerializer):
    user_id = serializers.IntegerField(read_only=True)
    companies_detail = CompanySerializer(source="companies", many=True, read_only=True)
    company_ids = CompanyIdsField(
        required=False,
        help_text="All the companies of the customer; left out, they stay as they are.",
    )

    class Meta:
        model = Customer
        fields = [
            "id",
            "user_id",
            "phone",
            "additional_phone",
            "birth_date",
            "membership",
            "companies_detail",
            "company_ids",
        ]

    @transaction.atomic
    def update(self, instance: Customer, validated_data: dict[str, Any]) -> Customer:
        """What was sent alone: the default addresses may move at the same moment."""
        companies = validated_data.pop("companies", None)
        save_sent(row=instance, values=validated_data)
        if companies is not None:
            set_companies(customer=instance, company_ids=companies)
        return instance


@extend_schema_serializer(
    examples=[
        READ_OWN,
        OpenApiExample(
            "A change",
            {"phone": "+213 555 010 203", "birth_date": "1990-04-12"},
            request_only=True,
        ),
    ]
)
class OwnStaffCustomerSerializer(CustomerSerializer):
    """Oneself, with the names of the account; `/auth/users/me/` changes those."""

    company_ids = CompanyIdsField(read_only=True)
    email = serializers.EmailField(source="user.email", read_only=True)
    first_name = serializers.CharField(source="user.first_name", read_only=True)
    last_name = serializers.CharField(source="user.last_name", read_only=True)
    tracks_history = ExplicitBooleanField(
        required=False,
        help_text=(
            "Whether what you look at and search for is remembered. False keeps what "
            "there is: `me/history/` clears it."
        ),
    )

    class Meta(CustomerSerializer.Meta):
        fields = [*CustomerSerializer.Meta.fields, *NAMED, "tracks_history"]

    @transaction.atomic
    def update(self, instance: Customer, validated_data: dict[str, Any]) -> Customer:
        """Raises Customer.DoesNotExist when the person was erased meanwhile."""
        lock_customer(pk=instance.pk)
        if "tracks_history" in validated_data:
            validated_data |= history_starts_now()
        return super().update(instance, validated_data)


class OwnCustomerSerializer(OwnStaffCustomerSerializer):
    """Oneself: `membership` is for staff to give."""

    class Meta(OwnStaffCustomerSerializer.Meta):
        read_only_fields = ["membership"]


@extend_schema_serializer(
    examples=[
        READ,
        OpenApiExample(
            "A new customer",
            {
                **NAMED,
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


class CountryField(serializers.CharField):
    """Two letters in any case; the store's own country when left out."""

    def to_internal_value(self, data: Any) -> str:
        return super().to_internal_value(data).upper()

    def to_representation(self, value: str) -> str:
        return value or settings.STORE_COUNTRY


@extend_schema_serializer(
    examples=[
        OpenApiExample("An address", {"id": 7, **ADDRESS}, response_only=True),
        OpenApiExample("A new address", ADDRESS, request_only=True),
    ]
)
class AddressSerializer(serializers.ModelSerializer):
    """Only street and city are required; phones are read in the store's region."""

    phone = PhoneNumberField(
        required=False, allow_blank=True, help_text="E.164; `0555…` is understood."
    )
    additional_phone = PhoneNumberField(required=False, allow_blank=True)
    country = CountryField(
        required=False,
        allow_blank=True,
        validators=[validate_country],
        help_text="ISO 3166-1 alpha-2; the store's own country when left out.",
    )
    is_default_billing = ExplicitBooleanField(
        required=False, help_text="True moves the default here; false clears it."
    )
    is_default_shipping = ExplicitBooleanField(
        required=False, help_text="True moves the default here; false clears it."
    )

    class Meta:
        model = Address
        fields = ["id", *ADDRESS]

    def create(self, validated_data: dict[str, Any]) -> Address:
        return add_address(**validated_data)

    def update(self, instance: Address, validated_data: dict[str, Any]) -> Address:
        return change_address(address=instance, **validated_data)
