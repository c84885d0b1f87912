"""The orders of a vendor over HTTP: its own part of each, and moving its lines."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from store.orders.filters import VendorOrderFilter
from store.orders.models import OrderItem, VendorOrder
from store.orders.moves import advance_part, move_items
from store.orders.part_serializers import (
    MoveSerializer,
    PartLineSerializer,
    PartSerializer,
)
from store.orders.scopes import PartLineViewSet, VendorPartViewSet
from store.shared.filters import FilterWhenAsked
from store.shared.ordering import StableOrderingFilter
from store.shared.schema import describe


@describe(
    "order of a vendor",
    "orders of a vendor",
    list=(
        "What the vendor sold: its own part of each order, newest first. For its members, "
        "whatever their role, and for staff; 404 for everybody else."
    ),
    retrieve="The vendor's part of one order; other vendors' lines and totals are not in it.",
)
class VendorOrderViewSet(VendorPartViewSet, ListModelMixin, RetrieveModelMixin):
    """`vendors/{id}/orders/`."""

    model = VendorOrder
    serializer_class = PartSerializer
    filter_backends = [FilterWhenAsked, StableOrderingFilter]
    filterset_class = VendorOrderFilter
    ordering_fields = ["placed_at"]
    ordering = ["-placed_at"]

    def shape(self, queryset: Any) -> Any:
        return queryset.with_buyers().with_lines()

    @extend_schema(
        summary="Move a whole part on",
        description=(
            "Moves the lines that are furthest behind one step on their way to the buyer: "
            "what is placed becomes `packed`; when nothing is, `packed` becomes `shipped`, "
            "then `shipped` becomes `delivered`. 400 `illegal_step` when nothing is left to "
            "move."
        ),
        request=None,
    )
    @action(detail=True, methods=["post"])
    def advance(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        advance_part(part=self.get_object(), by=request.user)
        return Response(self.get_serializer(self.get_object()).data)


class VendorOrderItemViewSet(PartLineViewSet):
    """`vendors/{id}/orders/{id}/items/{id}/`."""

    model = OrderItem
    serializer_class = MoveSerializer

    def shape(self, queryset: Any) -> Any:
        return queryset.select_related("product", "standing_return")

    @extend_schema(
        summary="Move a line",
        description=(
            "`order_placed` → `packed` → `shipped` → `delivered` → `returned`, or "
            "`cancelled` before it is shipped. What is returned or cancelled goes back into "
            "stock unless `restock` is false, and a request to return it counts as "
            "accepted. Any other step is a 400 `illegal_step` that names the `legal` ones."
        ),
        responses=PartLineSerializer,
    )
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        item = self.get_object()
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        wanted = serializer.validated_data
        move_items(
            items=[item],
            to=wanted["status"],
            by=request.user,
            restock=wanted["restock"],
        )
        return Response(self.get_serializer(self.get_object()).data)
