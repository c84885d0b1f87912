from __future__ import annotations

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from core.models import AppPassword

SHOWN = {
    "id": 4,
    "name": "E-reader in the kitchen",
    "created_at": "2026-11-21T09:30:00Z",
    "last_used_at": None,
}
SECRET = "K7M2-QXAB-4TRW-9HZC-JD6P-UV3E"  # noqa: S105


@extend_schema_serializer(examples=[OpenApiExample("One", SHOWN, response_only=True)])
class AppPasswordSerializer(serializers.ModelSerializer):
    last_used_at = serializers.DateTimeField(
        read_only=True, allow_null=True, help_text="To within some minutes."
    )

    class Meta:
        model = AppPassword
        fields = [*SHOWN]
        read_only_fields = ["id", "created_at"]


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "The one time", {**SHOWN, "password": SECRET}, response_only=True
        )
    ]
)
class NewAppPasswordSerializer(AppPasswordSerializer):
    password = serializers.CharField(
        read_only=True, help_text="Shown this once. Dashes and case do not matter."
    )

    class Meta(AppPasswordSerializer.Meta):
        fields = [*SHOWN, "password"]
