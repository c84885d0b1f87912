"""What a report is asked for, and how it is read."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from store.sales.reports import USUAL_DAYS
from store.sales.serializers import FIGURES, FiguresSerializer, amount

AVERAGED = {**FIGURES, "average_order_value": 23.02}
MOST_ROWS = 1000
SUMMARY = {
    "currency": "DZD",
    "today": AVERAGED,
    "this_month": AVERAGED,
    "last_month": AVERAGED,
    "total": AVERAGED,
    "customers": 38,
    "open_orders": 3,
}
REPORT = {
    "from": "2026-11-01",
    "to": "2026-11-21",
    "currency": "DZD",
    "totals": AVERAGED,
}
ROWS: dict[str, dict[str, Any]] = {
    "sales": {"period": "2026-11-21", **AVERAGED},
    "best_sellers": {
        "product_id": 11,
        "code": "NCT011",
        "title": "Alphonso mangoes",
        "vendor_id": 5,
        "shop_name": "Mango House",
        **FIGURES,
    },
    "vendors": {"vendor_id": 5, "shop_name": "Mango House", **FIGURES, "share": 0.4},
    "collections": {
        "collection_id": 2,
        "title": "Fruit",
        **{name: value for name, value in FIGURES.items() if name != "orders"},
        "share": 0.4,
    },
}


class WindowSerializer(serializers.Serializer):
    """`from` and `to`, and how many rows at most."""

    limit = serializers.IntegerField(
        min_value=1, max_value=MOST_ROWS, default=MOST_ROWS
    )

    def get_fields(self) -> dict[str, Any]:
        days = {
            "from": f"The first day. Without it the report is {USUAL_DAYS} days long.",
            "to": "The last day, included. Without it today, in the store's time zone.",
        }
        return {
            **{
                name: serializers.DateField(required=False, help_text=text)
                for name, text in days.items()
            },
            **super().get_fields(),
        }


class SalesWindowSerializer(WindowSerializer):
    limit = None  # type: ignore[assignment]
    by = serializers.ChoiceField(["day", "month"], default="day")


class BestSellersWindowSerializer(WindowSerializer):
    limit = serializers.IntegerField(min_value=1, max_value=MOST_ROWS, default=10)
    by = serializers.ChoiceField(["units", "revenue"], default="units")


class AveragedSerializer(FiguresSerializer):
    average_order_value = amount(help_text="Revenue by order; 0 without orders.")


@extend_schema_serializer(
    component_name="SalesSummary",
    examples=[OpenApiExample("A summary", SUMMARY, response_only=True)],
)
class SummarySerializer(serializers.Serializer):
    currency = serializers.CharField()
    today = AveragedSerializer()
    this_month = AveragedSerializer()
    last_month = AveragedSerializer()
    total = AveragedSerializer()
    customers = serializers.IntegerField(help_text="Who kept something of an order.")
    open_orders = serializers.IntegerField(
        help_text="Not delivered, cancelled or returned."
    )


class RowSerializer(FiguresSerializer):
    """A row has the keys of its example, in that order; they are the columns of a file."""

    example: dict[str, Any]
    average_order_value = amount(help_text="Revenue by order; 0 without orders.")
    share = serializers.DecimalField(
        max_digits=5, decimal_places=4, help_text="Of all revenue: 0 to 1."
    )
    vendor_id = serializers.IntegerField(allow_null=True)
    shop_name = serializers.CharField(
        allow_null=True, help_text="Null: the store itself."
    )
    title = serializers.CharField()

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        return {name: fields[name] for name in self.example}


class SummaryRowSerializer(RowSerializer):
    """A summary as a file has it; what has no period stands beside the total."""

    example = {"period": "", **AVERAGED, "customers": 0, "open_orders": 0}
    period = serializers.CharField()
    customers = serializers.IntegerField(required=False)
    open_orders = serializers.IntegerField(required=False)


class SalesRowSerializer(RowSerializer):
    example = ROWS["sales"]
    period = serializers.CharField(help_text="A day or, by month, `2026-11`.")


class BestSellerRowSerializer(RowSerializer):
    """Title and seller are those of today."""

    example = ROWS["best_sellers"]
    product_id = serializers.IntegerField()
    code = serializers.CharField(allow_null=True)


class VendorRowSerializer(RowSerializer):
    example = ROWS["vendors"]


class CollectionRowSerializer(RowSerializer):
    example = ROWS["collections"]
    collection_id = serializers.IntegerField()


class ReportSerializer(serializers.Serializer):
    """The window, everything sold in it, and rows."""

    currency = serializers.CharField()
    totals = AveragedSerializer(help_text="Of the whole store; an order counts once.")

    def get_fields(self) -> dict[str, Any]:
        days = {name: serializers.DateField() for name in ("from", "to")}
        return {**days, **super().get_fields()}


def example_of(kind: str) -> OpenApiExample:
    return OpenApiExample(
        "A report", {**REPORT, "rows": [ROWS[kind]]}, response_only=True
    )


@extend_schema_serializer(examples=[example_of("sales")])
class SalesReportSerializer(ReportSerializer):
    rows = SalesRowSerializer(many=True)


@extend_schema_serializer(examples=[example_of("best_sellers")])
class BestSellersReportSerializer(ReportSerializer):
    rows = BestSellerRowSerializer(many=True)


@extend_schema_serializer(examples=[example_of("vendors")])
class VendorsReportSerializer(ReportSerializer):
    rows = VendorRowSerializer(many=True)


@extend_schema_serializer(examples=[example_of("collections")])
class CollectionsReportSerializer(ReportSerializer):
    rows = CollectionRowSerializer(many=True)
