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
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from store.customers.scopes import CustomerOrStaffViewSet
from store.customers.services import customer_for
from store.orders import services
from store.orders.checkout import place_order
from store.orders.choices import OrderStatus
from store.orders.models import Order, OrderItem
from store.orders.moves import cancel_lines
from store.orders.permissions import CancelOrderPermission, cancels_for_others
from store.orders.scopes import CancelViewSet
from store.orders.serializers import (
    CancelOrderSerializer,
    OrderDetailSerializer,
    OrderSerializer,
    PlaceOrderSerializer,
    UpdateOrderSerializer,
)
from store.shared.permissions import IsStoreStaff
from store.shared.schema import describe
from store.shared.scopes import get_or_404


def with_lines(orders: Any, *, history: bool) -> Any:
    """The orders with their lines, and what became of these."""
    lines = OrderItem.objects.select_related("product")
    if history:
        lines = lines.prefetch_related("status_changes")
    return orders.prefetch_related(Prefetch("items", queryset=lines))


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
        "or off sale (409 `unavailable`), nothing. `company_id` bills it to one of your "
        "companies (400 `unknown_company`): `billed_to` says what it was called then."
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
        return with_lines(queryset, history=self.action != "list")

    def get_permissions(self) -> list[BasePermission]:
        if self.request.method in {"PATCH", "DELETE"}:
            return [IsStoreStaff()]
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
            customer=customer_for(user=request.user), **serializer.validated_data
        )
        placed = get_or_404(self.shape(Order.objects.all()), pk=order.pk)
        body = serializer.to_representation(placed)
        return Response(body, status=status.HTTP_201_CREATED)

    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        services.delete_order(order=self.get_object())
        return Response(status=status.HTTP_204_NO_CONTENT)


class OrderCancelViewSet(CancelViewSet):
    """`orders/{id}/cancel/`."""

    model = Order
    serializer_class = CancelOrderSerializer
    permission_classes = [IsAuthenticated, CancelOrderPermission]

    def shape(self, queryset: Any) -> Any:
        return with_lines(queryset.select_related("customer"), history=True)

    @extend_schema(
        summary="Cancel an order",
        description=(
            "All of it, or some `items`; the stock comes back. Its customer may before "
            "anything of that is packed, a holder of the permission `store.cancel_order` "
            "before it is shipped. Otherwise nothing is changed, and a 409 "
            "`not_cancellable` names the `lines` in the way. Lines of other vendors that "
            "were not asked for stay as they are."
        ),
        responses=OrderDetailSerializer,
    )
    def cancel(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        order = self.get_object()
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        items = serializer.validated_data.get("items")
        until = (
            OrderStatus.SHIPPED
            if cancels_for_others(request.user)
            else OrderStatus.PACKED
        )
        cancel_lines(
            order=order,
            item_ids=None if items is None else set(items),
            until=until,
            by=request.user,
        )
        return Response(self.get_serializer(self.get_object()).data)
