"""Orders over HTTP."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import status
from rest_framework.mixins import (
    ListModelMixin,
    RetrieveModelMixin,
    UpdateModelMixin,
)
from rest_framework.permissions import BasePermission, IsAdminUser, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from store.customers.scopes import CustomerOrStaffViewSet
from store.customers.services import customer_for
from store.orders import services
from store.orders.checkout import place_order
from store.orders.models import Order, OrderItem
from store.orders.serializers import (
    OrderDetailSerializer,
    OrderSerializer,
    PlaceOrderSerializer,
    UpdateOrderSerializer,
)
from store.shared.schema import describe
from store.shared.scopes import get_or_404


@extend_schema_view(
    partial_update=extend_schema(responses=OrderDetailSerializer),
    create=extend_schema(responses={201: OrderDetailSerializer}),
)
@describe(
    "order",
    list="Your orders, newest first; every order for staff.",
    retrieve=(
        "One order with the `history` of its lines: who moved which, when, from and to. "
        "404 when there is none that you may see."
    ),
    create=(
        "Turn a cart into an order: all of it or, if a line is short (409 `out_of_stock`) "
        "or off sale (409 `unavailable`), nothing."
    ),
    partial_update="Staff set `payment_status`: P(ending), C(omplete) or F(ailed).",
    destroy="Staff delete an unpaid order, and its stock comes back; a paid one is a 405.",
)
class OrderViewSet(
    CustomerOrStaffViewSet, ListModelMixin, RetrieveModelMixin, UpdateModelMixin
):
    """What one has bought. Staff see all and set the payment status."""

    model = Order
    http_method_names = ["get", "post", "patch", "delete", "head", "options"]

    def shape(self, queryset: Any) -> Any:
        lines = OrderItem.objects.select_related("product")
        if self.action != "list":
            lines = lines.prefetch_related("status_changes")
        return queryset.prefetch_related(Prefetch("items", queryset=lines))

    def get_permissions(self) -> list[BasePermission]:
        if self.request.method in {"PATCH", "DELETE"}:
            return [IsAdminUser()]
        return [IsAuthenticated()]

    def get_serializer_class(self) -> type[BaseSerializer]:
        if self.request.method == "POST":
            return PlaceOrderSerializer
        if self.request.method == "PATCH":
            return UpdateOrderSerializer
        return OrderSerializer if self.action == "list" else OrderDetailSerializer

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        order = place_order(
            cart_id=serializer.validated_data["cart_id"],
            customer=customer_for(user=request.user),
        )
        placed = get_or_404(self.shape(Order.objects.all()), pk=order.pk)
        body = serializer.to_representation(placed)
        return Response(body, status=status.HTTP_201_CREATED)

    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        services.delete_order(order=self.get_object())
        return Response(status=status.HTTP_204_NO_CONTENT)
