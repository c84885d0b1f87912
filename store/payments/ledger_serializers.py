"""The ledger and payouts as they are read, and what staff write into them."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiExample,
    extend_schema_field,
    extend_schema_serializer,
)
from rest_framework import serializers

from store.orders.priced_lines import AMOUNT_DIGITS
from store.payments.balances import totals_of_payout
from store.payments.choices import EntryKind
from store.payments.ledger_models import LedgerEntry, Payout
from store.shared.days import end_of, start_of
from store.shared.money import MAX_AMOUNT, MAX_DIGITS
from store.vendors.models import Vendor

DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
ENTRY = {
    "id": 912,
    "at": "2026-11-21T09:30:00Z",
    "kind": "commission",
    "amount": -6.0,
    "tax": 0.0,
    "rate": 0.2,
    "order_id": 377,
    "item_id": 434,
    "payout_id": None,
    "note": "",
}
SUMS = dict.fromkeys(EntryKind.values, 0.0) | {"sale": 33.0, "commission": -6.0}
SUMMARY = {
    "balance": 27.0,
    "unsettled": 27.0,
    "unpaid": 0.0,
    "by_kind": SUMS,
    "cash_held": 0.0,
    "currency": "DZD",
}
STORE = {
    "count": 1,
    "next": None,
    "previous": None,
    "store": 17.0,
    "total": 44.0,
    "currency": "DZD",
    "results": [{"vendor_id": 1, "shop_name": "Vera's", "balance": 27.0}],
}
PAYOUT = {
    "id": 12,
    "amount": 27.0,
    "currency": "DZD",
    "until": "2026-11-30T23:00:00Z",
    "created_at": "2026-12-01T08:00:00Z",
    "paid_at": None,
    "reference": "",
    "note": "",
}


def amount(**options: Any) -> serializers.DecimalField:
    return serializers.DecimalField(
        max_digits=AMOUNT_DIGITS + 4, decimal_places=2, **options
    )


@extend_schema_serializer(examples=[OpenApiExample("A row", ENTRY, response_only=True)])
class LedgerEntrySerializer(serializers.ModelSerializer):
    """Above zero the store owes it to the vendor."""

    payout_id = serializers.IntegerField(
        source="settled_by",
        allow_null=True,
        help_text="The payout that names the row, or that it is.",
    )

    class Meta:
        model = LedgerEntry
        fields = [*ENTRY]
        read_only_fields = fields


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A fee", {"amount": -15, "note": "Photographs"}, request_only=True
        )
    ]
)
class AdjustmentSerializer(serializers.Serializer):
    amount = serializers.DecimalField(
        max_digits=MAX_DIGITS,
        decimal_places=2,
        min_value=-MAX_AMOUNT,
        max_value=MAX_AMOUNT,
        help_text="Above zero the vendor gets it; not zero.",
    )
    note = serializers.CharField(max_length=255, help_text="Why; the vendor reads it.")

    def validate_amount(self, value: Any) -> Any:
        if not value:
            raise serializers.ValidationError("An adjustment is not zero.")
        return value


class ByKindSerializer(serializers.Serializer):
    def get_fields(self) -> dict[str, Any]:
        return {kind: amount() for kind in EntryKind.values}


@extend_schema_serializer(
    examples=[OpenApiExample("A summary", SUMMARY, response_only=True)]
)
class LedgerSummarySerializer(serializers.Serializer):
    balance = amount(
        help_text="What the store owes the vendor; below zero, the reverse."
    )
    unsettled = amount(help_text="What the next payout would be.")
    unpaid = amount(help_text="Payouts that are made and not recorded as paid.")
    by_kind = ByKindSerializer()
    cash_held = amount(help_text="Collected by the vendor and not handed over yet.")
    currency = serializers.CharField()


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A balance",
            {"vendor_id": 1, "shop_name": "Vera's", "balance": 27.0},
            response_only=True,
        )
    ]
)
class VendorBalanceSerializer(serializers.ModelSerializer):
    vendor_id = serializers.IntegerField(source="pk")
    balance = amount()

    class Meta:
        model = Vendor
        fields = ("vendor_id", "shop_name", "balance")


@extend_schema_serializer(
    many=False,
    examples=[OpenApiExample("A page", STORE, response_only=True)],
)
class StoreSummarySerializer(serializers.Serializer):
    """A page of vendors, and what the store has."""

    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    store = amount(help_text="The balance of the store itself.")
    total = amount(help_text="The sum of every row: the money that the store has.")
    currency = serializers.CharField()
    results = VendorBalanceSerializer(many=True)


@extend_schema_serializer(
    examples=[OpenApiExample("A payout", PAYOUT, response_only=True)]
)
class PayoutSerializer(serializers.ModelSerializer):
    note = serializers.CharField(source="entry.note", read_only=True)

    class Meta:
        model = Payout
        fields = [*PAYOUT]
        read_only_fields = fields


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A payout", {**PAYOUT, "rows": 2, "by_kind": SUMS}, response_only=True
        )
    ]
)
class PayoutDetailSerializer(PayoutSerializer):
    rows = serializers.SerializerMethodField(help_text="How many it names.")
    by_kind = serializers.SerializerMethodField()

    class Meta(PayoutSerializer.Meta):
        fields = [*PAYOUT, "rows", "by_kind"]
        read_only_fields = fields

    def get_rows(self, payout: Payout) -> int:
        return payout.lines.count()

    @extend_schema_field(ByKindSerializer)
    def get_by_kind(self, payout: Payout) -> dict[str, Any]:
        return ByKindSerializer(totals_of_payout(payout)).data


@extend_schema_field(OpenApiTypes.STR)
class UntilField(serializers.DateTimeField):
    """A moment; or a day, which counts to its end in the store's time zone."""

    def to_internal_value(self, value: Any) -> datetime:
        if isinstance(value, str) and DAY.fullmatch(value):
            return end_of(serializers.DateField().to_internal_value(value))
        moment = super().to_internal_value(value)
        first = start_of(moment.date())
        return moment if moment.date() == first.date() else first


@extend_schema_serializer(
    examples=[
        OpenApiExample("November", {"until": "2026-11-30"}, request_only=True),
    ]
)
class SettleSerializer(serializers.Serializer):
    until = UntilField(
        required=False,
        allow_null=True,
        default=None,
        help_text="Rows before this moment, or up to this day; without it: now.",
    )
    note = serializers.CharField(
        max_length=255, required=False, allow_blank=True, default=""
    )


@extend_schema_serializer(
    examples=[OpenApiExample("Paid", {"reference": "CCP 4711"}, request_only=True)]
)
class PayoutPaidSerializer(serializers.Serializer):
    reference = serializers.CharField(
        max_length=255, help_text="Of the transfer, to be found again."
    )
