"""Vendors as anyone sees them."""

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from store.vendors.models import Vendor


class VendorSummarySerializer(serializers.ModelSerializer):
    """What a product says of its seller."""

    class Meta:
        model = Vendor
        fields = ["id", "shop_name", "slug"]


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A vendor",
            {
                "id": 1,
                "shop_name": "Mango House",
                "slug": "mango-house",
                "description": "Mangoes by the kilo, straight from the grove.",
                "image": None,
                "contact": "Vera Haddad",
                "email": "shop@mango-house.example",
                "address": "12 Orchard Road, Blida",
                "is_open": True,
            },
            response_only=True,
        )
    ]
)
class VendorSerializer(serializers.ModelSerializer):
    class Meta:
        model = Vendor
        fields = [
            "id",
            "shop_name",
            "slug",
            "description",
            "image",
            "contact",
            "email",
            "address",
            "is_open",
        ]
        read_only_fields = fields
