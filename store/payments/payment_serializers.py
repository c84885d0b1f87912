"""How attempts to pay look, and what is said about them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from store.orders.priced_lines import AMOUNT_DIGITS
from store.payments.choices import OPEN, Holder, PaymentMethod
from store.payments.methods import METHODS
from store.payments.models import Payment, PaymentChange
from store.shared.money import CENT

PAYMENT = {
    "id": 31,
    "method": "manual",
    "status": "pending",
    "amount": 1450.0,
    "currency": "DZD",
    "vendor": None,
    "checkout_url": "",
    "instructions": "CCP 0012345678 clé 90, Storefront",
    "reference": "",
    "created_at": "2026-11-21T09:30:00Z",
    "received_at": None,
}
CHANGE = {
    "from": "to_confirm",
    "to": "confirmed",
    "note": "Reached by phone",
    "by": 4,
    "at": "2026-11-21T11:00:00Z",
}
STAFF_PAYMENT = {
    **PAYMENT,
    "method": "cash_on_delivery",
    "status": "confirmed",
    "vendor": 1,
    "instructions": "",
    "order": 9,
    "held_by": "",
    "changes": [CHANGE],
}
PART_PAYMENT = {
    "id": 31,
    "method": "cash_on_delivery",
    "status": "collected",
    "amount": 1450.0,
    "currency": "DZD",
    "held_by": "vendor",
    "reference": "",
    "created_at": "2026-11-21T09:30:00Z",
    "received_at": "2026-11-23T15:00:00Z",
}


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A way to pay",
            response_only=True,
            value={
                "code": "manual",
                "name": "Bank transfer",
                "instructions": "CCP 0012345678 clé 90, Storefront",
            },
        )
    ]
)
class PaymentMethodSerializer(serializers.Serializer):
    """What the store takes money by."""

    code = serializers.ChoiceField(choices=PaymentMethod.choices, read_only=True)
    name = serializers.CharField(source="code.label", read_only=True)
    instructions = serializers.SerializerMethodField()

    def get_instructions(self, method: Any) -> str:
        """What the buyer has to do; empty when there is nothing to say."""
        return method.instructions()


@extend_schema_serializer(
    examples=[OpenApiExample("A transfer", PAYMENT, response_only=True)]
)
class PaymentSerializer(serializers.ModelSerializer):
    vendor = serializers.IntegerField(
        source="vendor_id",
        read_only=True,
        allow_null=True,
        help_text="Whose part it pays; null: the whole order, or the store's own part.",
    )
    checkout_url = serializers.SerializerMethodField()
    instructions = serializers.SerializerMethodField()

    class Meta:
        model = Payment
        fields = [*PAYMENT]
        read_only_fields = fields

    def get_checkout_url(self, payment: Payment) -> str:
        """Where to pay; empty unless money is still waited for."""
        return payment.checkout_url if payment.status in OPEN else ""

    def get_instructions(self, payment: Payment) -> str:
        """What to do; empty unless money is still waited for."""
        waits = payment.status in OPEN
        return METHODS[payment.method].instructions() if waits else ""


class PaymentChangeSerializer(serializers.ModelSerializer):
    """A payment got another status."""

    to = serializers.CharField(source="to_status", read_only=True)
    by = serializers.IntegerField(
        source="by_id", read_only=True, allow_null=True, help_text="The user's id."
    )

    class Meta:
        model = PaymentChange
        fields = ["to", "note", "by", "at"]
        read_only_fields = fields

    def get_fields(self) -> dict[str, Any]:
        """With `from`, which Python has a use of its own for."""
        fields = super().get_fields()
        fields["from"] = serializers.CharField(source="from_status", read_only=True)
        return {name: fields[name] for name in CHANGE}


@extend_schema_serializer(
    examples=[OpenApiExample("Cash on delivery", STAFF_PAYMENT, response_only=True)]
)
class StaffPaymentSerializer(PaymentSerializer):
    """For staff: with the order, who holds the cash, and what became of it when."""

    order = serializers.IntegerField(source="order_id", read_only=True)
    changes = PaymentChangeSerializer(many=True, read_only=True)

    class Meta(PaymentSerializer.Meta):
        fields = [*PaymentSerializer.Meta.fields, "order", "held_by", "changes"]
        read_only_fields = fields


@extend_schema_serializer(
    component_name="VendorPayment",
    examples=[OpenApiExample("Cash", PART_PAYMENT, response_only=True)],
)
class PartPaymentSerializer(serializers.ModelSerializer):
    """Cash on delivery of one part."""

    class Meta:
        model = Payment
        fields = [*PART_PAYMENT]
        read_only_fields = fields


@extend_schema_serializer(
    component_name="VendorOrderPayments",
    examples=[
        OpenApiExample(
            "Cash", {"is_paid": True, "payments": [PART_PAYMENT]}, response_only=True
        ),
        OpenApiExample(
            "Paid online", {"is_paid": True, "payments": []}, response_only=True
        ),
    ],
)
class PartPaymentsSerializer(serializers.Serializer):
    is_paid = serializers.BooleanField(
        help_text="Everything of the part that is left is paid, in whatever way."
    )
    payments = PartPaymentSerializer(many=True)


@extend_schema_serializer(
    examples=[OpenApiExample("By transfer", {"method": "manual"}, request_only=True)]
)
class StartPaymentSerializer(serializers.Serializer):
    method = serializers.ChoiceField(choices=PaymentMethod.choices)


@extend_schema_serializer(
    examples=[
        OpenApiExample("All of it", {"reference": "CCP 4711"}, request_only=True),
        OpenApiExample(
            "Another amount",
            {"amount": 1400.0, "reference": "CCP 4711"},
            request_only=True,
        ),
    ]
)
class RecordSerializer(serializers.Serializer):
    amount = serializers.DecimalField(
        max_digits=AMOUNT_DIGITS,
        decimal_places=2,
        min_value=CENT,
        required=False,
        allow_null=True,
        help_text="Left out: what was asked for.",
    )
    reference = serializers.CharField(
        max_length=255, help_text="Of the transfer, as the bank has it."
    )


@extend_schema_serializer(
    examples=[OpenApiExample("By the vendor", {"held_by": "vendor"}, request_only=True)]
)
class CollectSerializer(serializers.Serializer):
    held_by = serializers.ChoiceField(
        choices=Holder.choices,
        help_text="Who has the cash; of its own goods always the store.",
    )


@extend_schema_serializer(
    examples=[OpenApiExample("Handed over", {"reference": "R-7"}, request_only=True)]
)
class ReferenceSerializer(serializers.Serializer):
    reference = serializers.CharField(
        max_length=255, required=False, allow_blank=True, default=""
    )


@extend_schema_serializer(
    examples=[
        OpenApiExample("Nobody there", {"note": "Not at home"}, request_only=True)
    ]
)
class NoteSerializer(serializers.Serializer):
    note = serializers.CharField(
        max_length=255, required=False, allow_blank=True, default=""
    )
