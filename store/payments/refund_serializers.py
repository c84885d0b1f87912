"""How money that goes back looks, and what staff say of it."""

from __future__ import annotations

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from store.payments.choices import Holder
from store.payments.models import Refund, RefundLine, UnappliedPayment

REFUND_LINE = {"item_id": 41, "title": "Alphonso mangoes", "amount": 450.0}
REFUND = {
    "id": 5,
    "vendor": 1,
    "amount": 450.0,
    "currency": "DZD",
    "status": "owed",
    "created_at": "2026-11-25T10:00:00Z",
    "paid_at": None,
    "reference": "",
    "lines": [REFUND_LINE],
}
STAFF_REFUND = {**REFUND, "order": 9, "paid_by": "", "by": None}
UNAPPLIED = {
    "id": 2,
    "order": 9,
    "payment": 31,
    "method": "manual",
    "provider_id": "",
    "amount": 50.0,
    "currency": "DZD",
    "reason": "too_much",
    "found_at": "2026-11-21T12:00:00Z",
    "refunded_at": None,
    "reference": "",
    "by": None,
}


class RefundLineSerializer(serializers.ModelSerializer):
    item_id = serializers.IntegerField(read_only=True)
    title = serializers.CharField(source="item.title", read_only=True)

    class Meta:
        model = RefundLine
        fields = [*REFUND_LINE]
        read_only_fields = fields


@extend_schema_serializer(examples=[OpenApiExample("Owed", REFUND, response_only=True)])
class RefundSerializer(serializers.ModelSerializer):
    vendor = serializers.IntegerField(
        source="vendor_order.vendor_id",
        default=None,
        read_only=True,
        allow_null=True,
        help_text="Whose lines they were; null: the store's own.",
    )
    lines = RefundLineSerializer(many=True, read_only=True)

    class Meta:
        model = Refund
        fields = [*REFUND]
        read_only_fields = fields


@extend_schema_serializer(
    examples=[OpenApiExample("Owed", STAFF_REFUND, response_only=True)]
)
class StaffRefundSerializer(RefundSerializer):
    """For staff: with the order, whose money it was, and who recorded it."""

    order = serializers.IntegerField(source="order_id", read_only=True)
    by = serializers.IntegerField(source="by_id", read_only=True, allow_null=True)

    class Meta(RefundSerializer.Meta):
        fields = [*RefundSerializer.Meta.fields, "order", "paid_by", "by"]
        read_only_fields = fields


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "By the store",
            {"paid_by": "store", "reference": "CCP 4712"},
            request_only=True,
        )
    ]
)
class PayRefundSerializer(serializers.Serializer):
    paid_by = serializers.ChoiceField(
        choices=Holder.choices,
        help_text="Whose money it was; of its own goods always the store's.",
    )
    reference = serializers.CharField(
        max_length=255, required=False, allow_blank=True, default=""
    )


@extend_schema_serializer(
    examples=[OpenApiExample("Too much", UNAPPLIED, response_only=True)]
)
class UnappliedSerializer(serializers.ModelSerializer):
    """Money that pays for nothing, and whether it was given back: when, and by whom."""

    order = serializers.IntegerField(source="order_id", read_only=True, allow_null=True)
    payment = serializers.IntegerField(
        source="payment_id", read_only=True, allow_null=True
    )
    by = serializers.IntegerField(source="by_id", read_only=True, allow_null=True)

    class Meta:
        model = UnappliedPayment
        fields = [*UNAPPLIED]
        read_only_fields = fields


@extend_schema_serializer(
    examples=[
        OpenApiExample("Given back", {"reference": "CCP 4713"}, request_only=True)
    ]
)
class GivenBackSerializer(serializers.Serializer):
    reference = serializers.CharField(max_length=255, help_text="Of the transfer.")
