"""What a cart would cost now, over HTTP."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    extend_schema,
    extend_schema_field,
    extend_schema_serializer,
)
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from store.carts.models import Cart, CartItem
from store.carts.scopes import HeldCartViewSet, OwnCartViewSet
from store.carts.services import quote_lines
from store.pricing.calculate import LinePrice
from store.pricing.price_serializers import PRICE, TOTALS, TotalsSerializer, amount
from store.pricing.services import Quote
from store.shared.scopes import get_or_404

COUPON = {"code": "WELCOME10", "applied": True, "problem": None}
LINE = {
    "product_id": 11,
    "quantity": 3,
    "unit_price": 4.5,
    "list_amount": 13.5,
    **PRICE,
}


class LineTotalsSerializer(serializers.Serializer):
    product_id = serializers.IntegerField(source="line.product_id", read_only=True)
    quantity = serializers.IntegerField(source="line.quantity", read_only=True)
    unit_price = amount(source="line.unit_price")
    list_amount = amount(source="amounts.list_amount")
    promotion = serializers.SerializerMethodField(
        help_text="What it is called; null without one."
    )
    promotion_discount = amount(source="amounts.promotion_discount")
    coupon_discount = amount(source="amounts.coupon_discount")
    tax = amount(source="amounts.tax")
    total = amount(source="amounts.total")

    def get_promotion(self, price: LinePrice) -> str | None:
        return price.promotion.description if price.promotion else None


class CouponAnswerSerializer(serializers.Serializer):
    code = serializers.CharField()
    applied = serializers.BooleanField()
    problem = serializers.CharField(
        allow_null=True, help_text="The code that the checkout would refuse it with."
    )


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "With a coupon",
            {"lines": [LINE], "totals": TOTALS, "coupon": COUPON},
            response_only=True,
        )
    ]
)
class CartTotalsSerializer(serializers.Serializer):
    lines = LineTotalsSerializer(many=True, source="priced.lines")
    totals = TotalsSerializer(source="priced.totals")
    coupon = serializers.SerializerMethodField(
        help_text="Null when none was asked for."
    )

    @extend_schema_field(CouponAnswerSerializer(allow_null=True))
    def get_coupon(self, quote: Quote) -> dict[str, Any] | None:
        asked = self.context["coupon"]
        if not asked:
            return None
        return {
            "code": quote.code or asked,
            "applied": not quote.problem,
            "problem": quote.problem or None,
        }


class AnswersTotals:
    """The price of lines, by the function that prices orders."""

    @extend_schema(
        summary="Read what a cart would cost",
        description=(
            "At this moment: today's prices, the promotions that run, and `coupon`. A "
            "coupon that the checkout would refuse takes nothing off, and `problem` is the "
            "code of the refusal. Nothing is reserved. The tax is in `total`."
        ),
        parameters=[
            OpenApiParameter("coupon", str, description="The code of a coupon.")
        ],
        responses=CartTotalsSerializer,
    )
    def totals(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        code = request.query_params.get("coupon", "").strip()
        quote = quote_lines(lines=self.lines(), code=code, user=request.user)
        return Response(CartTotalsSerializer(quote, context={"coupon": code}).data)

    def lines(self: Any) -> Any:
        """Of the cart, with their products."""
        return self.get_queryset().select_related("product")


class CartTotalsViewSet(AnswersTotals, HeldCartViewSet):
    """`carts/{id}/totals/`; a customer's own is a 404 for anybody else."""

    model = Cart
    serializer_class = CartTotalsSerializer

    def lines(self) -> Any:
        cart = get_or_404(self.get_queryset(), pk=self.kwargs["pk"])
        return cart.items.select_related("product")


class OwnCartTotalsViewSet(AnswersTotals, OwnCartViewSet):
    """`carts/mine/totals/`; nothing costs nothing."""

    model = CartItem
    serializer_class = CartTotalsSerializer
