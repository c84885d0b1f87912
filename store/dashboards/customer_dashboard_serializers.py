"""The shape of a customer's dashboard, which `customer_dashboard_rows` makes."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from store.carts.serializers import LINE as CART_LINE
from store.carts.serializers import CartItemSerializer
from store.catalog.serializers import MANGO_AS_READ, ProductSerializer
from store.dashboards.customer_dashboard_rows import (
    MOST,
    MOST_CART_ITEMS,
    MOST_FOR_YOU,
    MOST_TITLES,
)
from store.orders.choices import OrderStatus, PaymentStatus
from store.progress.serializers import (
    READ_SO_FAR,
    ReadProductSerializer,
    ReadSoFarSerializer,
)
from store.recommendations.serializers import (
    RECOMMENDED,
    RecommendedProductSerializer,
)
from store.shared.money import MAX_DIGITS
from store.vendors.serializers import VENDOR, VendorSerializer

PRODUCT = MANGO_AS_READ.value
ORDER = {
    "id": 9,
    "placed_at": "2026-11-21T09:30:00Z",
    "status": "packed",
    "payment_status": "P",
    "total": 22.5,
    "items_count": 2,
    "titles": ["Alphonso mangoes", "Dates"],
}
ORDERS = {
    "count": 3,
    "spent": 61.5,
    "by_status": {
        **dict.fromkeys(OrderStatus.values, 0),
        "packed": 1,
        "delivered": 2,
    },
    "newest": [ORDER],
}
DASHBOARD = {
    "viewed_products": [PRODUCT],
    "searched_products": [PRODUCT],
    "cart_items": [CART_LINE],
    "orders": ORDERS,
    "top_products": [{"product": PRODUCT, "units": 9, "times": 3, "total": 40.5}],
    "favorites": {"products": [PRODUCT], "vendors": [VENDOR]},
    "for_you": [RECOMMENDED],
    "continue_reading": [
        {
            "entry": 31,
            "product": {"id": 11, "title": "Pride and Prejudice"},
            "image": "https://store.example/media/store/covers/cover_k3Jd81a.jpg",
            **READ_SO_FAR,
        }
    ],
}


class AmountField(serializers.DecimalField):
    """A sum of money over many lines."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=MAX_DIGITS + 6, decimal_places=2, **kwargs)


class DashboardOrderSerializer(serializers.Serializer):
    """An order in short; `/store/orders/{id}/` has the rest."""

    id = serializers.IntegerField()
    placed_at = serializers.DateTimeField()
    status = serializers.ChoiceField(OrderStatus.choices)
    payment_status = serializers.ChoiceField(PaymentStatus.choices)
    total = AmountField(help_text="Without cancelled and returned lines.")
    items_count = serializers.IntegerField(help_text="All lines.")
    titles = serializers.ListField(
        child=serializers.CharField(),
        help_text=f"Of the first {MOST_TITLES} lines, as they were then.",
    )


class DashboardOrdersSerializer(serializers.Serializer):
    count = serializers.IntegerField()
    spent = AmountField(help_text="On all lines that were not cancelled or returned.")
    by_status = serializers.DictField(
        child=serializers.IntegerField(), help_text="Orders in each status."
    )
    newest = DashboardOrderSerializer(many=True)


class TopProductSerializer(serializers.Serializer):
    product = ProductSerializer()
    units = serializers.IntegerField(help_text="Pieces or kilos, all told.")
    times = serializers.IntegerField(help_text="How often it was bought.")
    total = AmountField()


class DashboardFavoritesSerializer(serializers.Serializer):
    """The newest of each; `me/favorites/` has the rest."""

    products = ProductSerializer(many=True)
    vendors = VendorSerializer(many=True)


class ContinuedBookSerializer(ReadSoFarSerializer):
    """A book that is being read, on which device last, and where."""

    entry = serializers.IntegerField(help_text="Of `customers/me/library/`.")
    product = ReadProductSerializer()
    image = serializers.URLField(allow_null=True)


@extend_schema_serializer(
    examples=[OpenApiExample("A dashboard", DASHBOARD, response_only=True)]
)
class CustomerDashboardSerializer(serializers.Serializer):
    viewed_products = ProductSerializer(
        many=True, help_text=f"The last {MOST} that were viewed."
    )
    searched_products = ProductSerializer(
        many=True, help_text=f"{MOST} that came first in the last searches."
    )
    cart_items = CartItemSerializer(
        many=True,
        help_text=f"Your own cart, {MOST_CART_ITEMS} lines at most; `carts/mine/` is all of it.",
    )
    orders = DashboardOrdersSerializer()
    top_products = TopProductSerializer(
        many=True, help_text=f"The {MOST} of which most was bought."
    )
    favorites = DashboardFavoritesSerializer()
    for_you = RecommendedProductSerializer(
        many=True,
        help_text=f"{MOST_FOR_YOU} at most; `products/for-you/` has more.",
    )
    continue_reading = ContinuedBookSerializer(
        many=True, help_text=f"The {MOST} unfinished books that were read last."
    )
