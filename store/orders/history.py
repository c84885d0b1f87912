"""What a customer did in the store, for holders of `store.view_history`."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import (
    OpenApiExample,
    extend_schema,
    extend_schema_serializer,
)
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from store.customers.models import Customer
from store.customers.permissions import ViewCustomerHistoryPermission
from store.orders.models import OrderItem
from store.shared.scopes import StaffViewSet, get_or_404

MOST = 100
BOUGHT = {
    "order_id": 9,
    "placed_at": "2026-11-21T09:30:00Z",
    "product_id": 11,
    "title": "Alphonso mangoes",
    "unit_price": 4.5,
    "quantity": 3,
}


class BoughtSerializer(serializers.ModelSerializer):
    placed_at = serializers.DateTimeField(source="order.placed_at", read_only=True)
    order_id = serializers.IntegerField(read_only=True)
    product_id = serializers.IntegerField(read_only=True)

    class Meta:
        model = OrderItem
        fields = [*BOUGHT]
        read_only_fields = fields


@extend_schema_serializer(
    examples=[OpenApiExample("A history", {"id": 3, "bought": [BOUGHT]})]
)
class HistorySerializer(serializers.Serializer):
    id = serializers.IntegerField(help_text="The customer.")
    bought = BoughtSerializer(many=True, help_text=f"The newest {MOST} lines.")


class CustomerHistoryViewSet(StaffViewSet):
    """`customers/{id}/history/`."""

    model = Customer
    serializer_class = HistorySerializer
    permission_classes = [IsAuthenticated, ViewCustomerHistoryPermission]

    @extend_schema(
        summary="Read a customer's history",
        description=(
            "What the customer bought, newest first. Needs the permission "
            "`store.view_history` and nothing else."
        ),
    )
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        customer = get_or_404(self.get_queryset(), pk=kwargs["pk"])
        bought = (
            OrderItem.objects.filter(order__customer=customer)
            .select_related("order")
            .order_by("-order__placed_at", "-id")[:MOST]
        )
        body = {"id": customer.pk, "bought": bought}
        return Response(self.get_serializer(body).data)
