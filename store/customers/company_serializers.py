"""Companies, and how a customer names theirs."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from store.customers.models import Company, plain_tax_number
from store.shared.saving import save_sent
from store.shared.unique import UniqueInAnyCase

MOST_COMPANIES = 500
BILLED = {
    "name": "Atlas Trading",
    "tax_number": "000116001234567",
    "address": "4 Rue Didouche Mourad, 16000 Algiers",
}


class TaxNumberField(serializers.CharField):
    def to_internal_value(self, data: Any) -> str:
        return plain_tax_number(super().to_internal_value(data)) or ""


@extend_schema_serializer(
    examples=[
        OpenApiExample("A company", BILLED, request_only=True),
        OpenApiExample("A company as read", {"id": 4, **BILLED}, response_only=True),
    ]
)
class CompanySerializer(serializers.ModelSerializer):
    tax_number = TaxNumberField(
        max_length=50,
        required=False,
        allow_blank=True,
        allow_null=True,
        help_text="Unique when given. Spaces are left out; null: none is known.",
        validators=[
            UniqueInAnyCase(
                Company.objects.all(),
                message="There is a company with this tax number.",
            )
        ],
    )

    class Meta:
        model = Company
        fields = ["id", *BILLED]

    def validate_tax_number(self, number: str | None) -> str | None:
        return number or None

    def update(self, instance: Company, validated_data: dict[str, Any]) -> Company:
        save_sent(row=instance, values=validated_data)
        return instance


class CompanyIdsField(serializers.ListField):
    """The companies of a customer by their ids; written as a list of all of them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            source="companies",
            child=serializers.IntegerField(min_value=1, max_value=2**63 - 1),
            max_length=MOST_COMPANIES,
            **kwargs,
        )

    def to_representation(self, companies: Any) -> list[int]:
        return [company.pk for company in companies.all()]
