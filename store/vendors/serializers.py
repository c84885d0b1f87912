"""Vendors: as anyone sees them, as one applies, and as they change."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from store.shared.fields import ExplicitBooleanField, RemovableImageField
from store.shared.saving import save_sent
from store.shared.unique import UniqueInAnyCase
from store.vendors.choices import MOST_OF_A_REASON, Role
from store.vendors.errors import NameTaken, SlugTaken
from store.vendors.models import Vendor, VendorInvitation, VendorMember
from store.vendors.services import lock_vendor

LONGEST_EMAIL = 254
WORDS = {
    "description": "Mangoes by the kilo, straight from the grove.",
    "contact": "Vera Haddad",
    "email": "shop@mango-house.example",
    "address": "12 Orchard Road, Blida",
}
VENDOR = {
    "id": 1,
    "shop_name": "Mango House",
    "slug": "mango-house",
    "description": WORDS["description"],
    "image": None,
    "contact": WORDS["contact"],
    "email": WORDS["email"],
    "address": WORDS["address"],
    "status": "approved",
    "is_open": True,
    "rating": 4.62,
    "rating_count": 118,
    "is_favorite": False,
}


class VendorSummarySerializer(serializers.ModelSerializer):
    """What a product says of its seller."""

    class Meta:
        model = Vendor
        fields = ["id", "shop_name", "slug"]


@extend_schema_serializer(
    examples=[OpenApiExample("A vendor", VENDOR, response_only=True)]
)
class VendorSerializer(serializers.ModelSerializer):
    """Takes vendors as `with_favorite` reads them."""

    is_favorite = serializers.BooleanField(
        read_only=True,
        default=False,
        help_text="Whether the signed-in reader marked it; false for anybody else.",
    )

    class Meta:
        model = Vendor
        fields = [*VENDOR]
        read_only_fields = fields


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "An application", {"shop_name": "Mango House", **WORDS}, request_only=True
        )
    ]
)
class VendorApplicationSerializer(serializers.ModelSerializer):
    shop_name = serializers.CharField(
        max_length=255,
        validators=[UniqueInAnyCase(Vendor.objects.all(), message=NameTaken.message)],
    )
    slug = serializers.SlugField(
        max_length=50,
        required=False,
        allow_blank=True,
        help_text="Made from the name when left out.",
        validators=[UniqueInAnyCase(Vendor.objects.all(), message=SlugTaken.message)],
    )

    class Meta:
        model = Vendor
        fields = [
            *("shop_name", "slug", "description", "image"),
            *("contact", "email", "address"),
        ]


@extend_schema_serializer(
    examples=[
        OpenApiExample("On vacation", {"is_open": False, **WORDS}, request_only=True)
    ]
)
class VendorChangeSerializer(serializers.ModelSerializer):
    """What a shop says of itself. Its name is what staff approved: it stays."""

    is_open = ExplicitBooleanField(required=False, help_text="False while on vacation.")
    image = RemovableImageField(
        help_text="At most 500 KB and 25 megapixels; null or an empty text removes it."
    )

    class Meta:
        model = Vendor
        fields = ["description", "image", "contact", "email", "address", "is_open"]

    @transaction.atomic
    def update(self, instance: Vendor, validated_data: dict[str, Any]) -> Vendor:
        """What was sent alone: staff may suspend the shop at the same moment.

        Raises Vendor.DoesNotExist when it was deleted meanwhile.
        """
        vendor = lock_vendor(pk=instance.pk)
        save_sent(row=vendor, values=validated_data)
        return vendor


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Why", {"reason": "Three orders were never sent."}, request_only=True
        )
    ]
)
class ReasonSerializer(serializers.Serializer):
    reason = serializers.CharField(max_length=MOST_OF_A_REASON)


class OptionalReasonSerializer(ReasonSerializer):
    reason = serializers.CharField(
        max_length=MOST_OF_A_REASON, required=False, allow_blank=True
    )


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A role",
            {
                "role": "owner",
                "created_at": "2026-11-21T09:30:00Z",
                "vendor": {**VENDOR, "status": "pending"},
            },
            response_only=True,
        )
    ]
)
class OwnMembershipSerializer(serializers.ModelSerializer):
    vendor = VendorSerializer(read_only=True)

    class Meta:
        model = VendorMember
        fields = ["role", "created_at", "vendor"]
        read_only_fields = fields


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A member",
            {
                "id": 4,
                "user_id": 9,
                "username": "mina",
                "first_name": "Mina",
                "last_name": "Cherif",
                "email": "mina@example.com",
                "role": "manager",
                "created_at": "2026-11-21T09:30:00Z",
            },
            response_only=True,
        )
    ]
)
class MemberSerializer(serializers.ModelSerializer):
    user_id = serializers.IntegerField(read_only=True)
    username = serializers.CharField(source="user.username", read_only=True)
    first_name = serializers.CharField(source="user.first_name", read_only=True)
    last_name = serializers.CharField(source="user.last_name", read_only=True)
    email = serializers.EmailField(source="user.email", read_only=True)

    class Meta:
        model = VendorMember
        fields = [
            *("id", "user_id", "username", "first_name", "last_name", "email"),
            *("role", "created_at"),
        ]
        read_only_fields = fields


@extend_schema_serializer(
    examples=[OpenApiExample("Another role", {"role": "manager"}, request_only=True)]
)
class RoleSerializer(serializers.Serializer):
    role = serializers.ChoiceField(Role.choices)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "An invitation",
            {
                "id": 2,
                "email": "nour@example.com",
                "role": "staff",
                "created_at": "2026-11-21T09:30:00Z",
                "expires_at": "2026-11-28T09:30:00Z",
            },
            response_only=True,
        ),
        OpenApiExample(
            "A new one",
            {"email": "nour@example.com", "role": "staff"},
            request_only=True,
        ),
    ]
)
class InvitationSerializer(serializers.ModelSerializer):
    class Meta:
        model = VendorInvitation
        fields = ["id", "email", "role", "created_at", "expires_at"]
        read_only_fields = ["expires_at"]
        validators: list[Any] = []  # inviting again is no mistake

    def validate_email(self, email: str) -> str:
        """In lower case, which may be longer than what was typed."""
        email = email.lower()
        if len(email) > LONGEST_EMAIL:
            raise serializers.ValidationError("This address is too long.")
        return email


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A token",
            {"token": "pZ2uVtq9XcJmW4sYhRk7LbNd0aEfGi3oTxQvUyCw"},
            request_only=True,
        )
    ]
)
class TokenSerializer(serializers.Serializer):
    token = serializers.CharField(max_length=100, help_text="As it was mailed.")
