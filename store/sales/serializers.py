"""A vendor's dashboard and customers as they are read."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from store.orders.choices import OrderStatus
from store.orders.models import OrderItem
from store.orders.part_serializers import PART, PartSerializer
from store.reviews.serializers import PRODUCT, REVIEW, VendorReviewSerializer
from store.sales.models import VendorCustomer, VendorProduct
from store.shared.money import MAX_DIGITS
from store.vendors.serializers import VENDOR, VendorSerializer

BUYER = {
    "customer_id": 3,
    "name": "Alice Ait",
    "orders": 4,
    "units": 19,
    "revenue": 85.5,
}
CUSTOMER = {
    **BUYER,
    "refused_units": 1,
    "refused_value": 4.5,
    "last_order_at": "2026-11-21T09:30:00Z",
}
STOCKED = {**PRODUCT, "unit_price": 4.5, "inventory": 4, "is_published": True}
SOLD_LINE = {
    "id": 41,
    "product_id": 11,
    "title": "Alphonso mangoes",
    "quantity": 3,
    "unit_price": 4.5,
    "status": "order_placed",
    "placed_at": "2026-11-21T09:30:00Z",
}
BEST = {"product_id": 11, "title": "Alphonso mangoes", "units": 312, "revenue": 1404.0}
SOLD = {"orders": 61, "units": 312, "revenue": 1404.0}
FIGURES = {**SOLD, "refused_units": 5, "refused_value": 22.5}
REFUSED = {"units": 5, "value": 22.5, "rate": 0.0158}
DASHBOARD: dict[str, Any] = {
    "vendor_info": VENDOR,
    "products": {
        "total": 96,
        "published": 90,
        "drafts": 6,
        "out_of_stock": 2,
        "newest": [STOCKED],
    },
    "sold_products": {"units": 312, "products": 41, "latest": [SOLD_LINE]},
    "orders": {
        "total": 64,
        "open": 3,
        "by_status": dict.fromkeys(OrderStatus.values, 0)
        | {"order_placed": 2, "packed": 1, "delivered": 58, "cancelled": 3},
        "latest": [PART],
    },
    "reviews": {
        "total": 130,
        "unanswered": 4,
        "rating": 4.62,
        "rating_count": 118,
        "latest": [{**REVIEW, "product": PRODUCT}],
    },
    "customers": {"total": 38, "returning": 12, "top": [BUYER]},
    "totals": {**SOLD, "customers": 38},
    "today": FIGURES,
    "last_7_days": FIGURES,
    "last_30_days": FIGURES,
    "daily": [{"day": "2026-11-21", **FIGURES}],
    "low_stock": [STOCKED],
    "best_sellers": [BEST],
    "refusals": {"total": REFUSED, "last_30_days": REFUSED},
}


def amount(**options: Any) -> serializers.DecimalField:
    return serializers.DecimalField(max_digits=14, decimal_places=2, **options)


class SoldSerializer(serializers.Serializer):
    """What was kept of what was ordered: neither cancelled nor returned."""

    orders = serializers.IntegerField()
    units = serializers.IntegerField()
    revenue = amount(
        help_text="At list prices less the discounts that the vendor bears, without tax."
    )


class FiguresSerializer(SoldSerializer):
    refused_units = serializers.IntegerField(help_text="Cancelled or returned.")
    refused_value = amount()


class DaySerializer(FiguresSerializer):
    day = serializers.DateField(help_text="By when it was ordered.")


class TotalsSerializer(SoldSerializer):
    customers = serializers.IntegerField()


class StockedProductSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    title = serializers.CharField()
    unit_price = serializers.DecimalField(max_digits=MAX_DIGITS, decimal_places=2)
    inventory = serializers.IntegerField()
    is_published = serializers.BooleanField()


class ProductsSectionSerializer(serializers.Serializer):
    total = serializers.IntegerField()
    published = serializers.IntegerField()
    drafts = serializers.IntegerField()
    out_of_stock = serializers.IntegerField()
    newest = StockedProductSerializer(many=True)


class SoldLineSerializer(serializers.ModelSerializer):
    product_id = serializers.IntegerField()
    placed_at = serializers.DateTimeField(source="order.placed_at")

    class Meta:
        model = OrderItem
        fields = [*SOLD_LINE]


class SoldProductsSectionSerializer(serializers.Serializer):
    units = serializers.IntegerField()
    products = serializers.IntegerField(help_text="How many different ones.")
    latest = SoldLineSerializer(many=True)


class ByStatusSerializer(serializers.Serializer):
    def get_fields(self) -> dict[str, Any]:
        return {status: serializers.IntegerField() for status in OrderStatus.values}


class OrdersSectionSerializer(serializers.Serializer):
    """Parts of orders: those of other vendors are not counted."""

    total = serializers.IntegerField()
    open = serializers.IntegerField(help_text="Not delivered, cancelled or returned.")
    by_status = ByStatusSerializer()
    latest = PartSerializer(many=True)


class ReviewsSectionSerializer(serializers.Serializer):
    total = serializers.IntegerField()
    unanswered = serializers.IntegerField()
    rating = serializers.DecimalField(max_digits=3, decimal_places=2, allow_null=True)
    rating_count = serializers.IntegerField()
    latest = VendorReviewSerializer(many=True)


class BuyerSerializer(serializers.ModelSerializer):
    customer_id = serializers.IntegerField()
    name = serializers.CharField(source="customer.user.get_full_name")

    class Meta:
        model = VendorCustomer
        fields = [*BUYER]


@extend_schema_serializer(
    component_name="VendorCustomer",
    examples=[OpenApiExample("A customer", CUSTOMER, response_only=True)],
)
class VendorCustomerSerializer(BuyerSerializer):
    """What a customer bought from one vendor, and kept."""

    last_order_at = serializers.DateTimeField()

    class Meta(BuyerSerializer.Meta):
        fields = [*CUSTOMER]


class CustomersSectionSerializer(serializers.Serializer):
    total = serializers.IntegerField()
    returning = serializers.IntegerField(help_text="With more than one order.")
    top = BuyerSerializer(many=True)


class BestSellerSerializer(serializers.ModelSerializer):
    product_id = serializers.IntegerField()
    title = serializers.CharField(source="product.title")

    class Meta:
        model = VendorProduct
        fields = [*BEST]


class RefusedSerializer(serializers.Serializer):
    units = serializers.IntegerField()
    value = amount()
    rate = serializers.DecimalField(
        max_digits=5, decimal_places=4, help_text="Of all units ordered: 0 to 1."
    )


class RefusalsSectionSerializer(serializers.Serializer):
    """What was cancelled or returned."""

    total = RefusedSerializer()
    last_30_days = RefusedSerializer()


@extend_schema_serializer(
    examples=[OpenApiExample("A dashboard", DASHBOARD, response_only=True)]
)
class VendorDashboardSerializer(serializers.Serializer):
    vendor_info = VendorSerializer()
    products = ProductsSectionSerializer()
    sold_products = SoldProductsSectionSerializer()
    orders = OrdersSectionSerializer()
    reviews = ReviewsSectionSerializer()
    customers = CustomersSectionSerializer()
    totals = TotalsSerializer()
    today = FiguresSerializer()
    last_7_days = FiguresSerializer()
    last_30_days = FiguresSerializer()
    daily = DaySerializer(many=True, help_text="The last 30 days, today last.")
    low_stock = StockedProductSerializer(many=True)
    best_sellers = BestSellerSerializer(many=True)
    refusals = RefusalsSectionSerializer()
