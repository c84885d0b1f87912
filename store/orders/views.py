"""Orders over HTTP."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiParameter,
    extend_schema,
    extend_schema_view,
)
from rest_framework import status
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from store.customers.scopes import CustomerOrStaffViewSet
from store.customers.services import customer_for
from store.orders import services
from store.orders.checkout import place_order
from store.orders.choices import OrderStatus
from store.orders.models import Order, OrderItem, StatusChange
from store.orders.moves import cancel_lines
from store.orders.permissions import CancelOrderPermission, cancels_for_others
from store.orders.scopes import CancelViewSet
from store.orders.serializers import (
    CancelOrderSerializer,
    OrderDetailSerializer,
    OrderSerializer,
    PlaceOrderSerializer,
)
from store.shared.permissions import IsStoreStaff
from store.shared.schema import describe
from store.shared.scopes import get_or_404
from store.sync.choices import Kind
from store.sync.pagination import SINCE
from store.sync.views import ListsChanges


def with_lines(orders: Any, *, history: bool, is_new: bool = False) -> Any:
    """The orders with their lines, and what became of these: of a new one, nothing yet."""
    lines = OrderItem.objects.select_related("product")
    if history:
        changes = StatusChange.objects.all()
        lines = lines.select_related("standing_return").prefetch_related(
            Prefetch("status_changes", changes.none() if is_new else changes)
        )
    return orders.prefetch_related(Prefetch("items", queryset=lines))


CHANGES_OF_ORDERS = OpenApiParameter(
    SINCE,
    OpenApiTypes.DATETIME,
    description=(
        "What became of your own orders after this moment, the oldest change first, in an "
        "envelope with `synced_at`: what to ask for next time. Rows have `updated_at` and "
        "`is_deleted`; of an order that is not yours any more there is nothing else. Follow "
        "`next` to its end. `1970-01-01T00:00:00Z` gets all of them. Staff get their own."
    ),
)


@extend_schema_view(
    list=extend_schema(parameters=[CHANGES_OF_ORDERS]),
    create=extend_schema(responses={201: OrderDetailSerializer}),
)
@describe(
    "order",
    list="Your orders, newest first; every order for staff.",
    retrieve=(
        "One order with the `history` of its lines: who moved which, when, from and to; and "
        "with the status of each line's `return`, if there is one. "
        "404 when there is none that you may see."
    ),
    create=(
        "Turn a cart into an order: all of it or, if a line is short (409 `out_of_stock`) "
        "or off sale (409 `unavailable`), nothing. `company_id` bills it to one of your "
        "companies (400 `unknown_company`): `billed_to` says what it was called then. It "
        "goes to `shipping_address_id`, one of your addresses (400 `unknown_address`), or "
        "to `delivery`, and without both to your default address for shipping; the order "
        "keeps a copy. Some installations need street, city and phone (400 "
        "`delivery_details_required`, with what is `missing`). `coupon_code` is refused "
        "with 400 `unknown_coupon`, or 409 `coupon_not_running`, `coupon_not_applicable`, "
        "`coupon_minimum_not_reached`, `coupon_used_up` or `coupon_already_used`; "
        "`payment_method` with 400 `payment_method_off` or 409 `cash_limit`."
    ),
    destroy="Staff delete an unpaid order, and its stock comes back; a paid one is a 405.",
)
class OrderViewSet(
    CustomerOrStaffViewSet, ListsChanges, ListModelMixin, RetrieveModelMixin
):
    """What one has bought. Staff see all."""

    model = Order
    kind = Kind.ORDER
    http_method_names = ["get", "post", "patch", "delete", "head", "options"]

    def shape(self, queryset: Any) -> Any:
        is_new = self.action == "create"
        return with_lines(queryset, history=self.action != "list", is_new=is_new)

    def get_permissions(self) -> list[BasePermission]:
        if self.request.method in {"PATCH", "DELETE"}:
            return [IsStoreStaff()]
        return [IsAuthenticated()]

    def get_serializer_class(self) -> type[BaseSerializer]:
        if self.request.method == "POST":
            return PlaceOrderSerializer
        return OrderSerializer if self.action == "list" else OrderDetailSerializer

    def list_rows(self, request: Request) -> Response:
        return ListModelMixin.list(self, request)

    def rows_kept(self) -> Any:
        """One's own, for staff too: the clock is a customer's."""
        return self.shape(Order.objects.for_user(self.request.user))

    def render_kept(self, rows: Sequence[Any]) -> dict[int, dict[str, Any]]:
        data = self.get_serializer(rows, many=True).data
        return {row["id"]: row for row in data}

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
