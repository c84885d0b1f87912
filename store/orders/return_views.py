"""Giving back over HTTP: asked at the order, decided at the vendor or by the store's staff."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from store.orders import returns
from store.orders.filters import ReturnFilter, VendorReturnFilter
from store.orders.return_models import ReturnRequest
from store.orders.return_serializers import (
    AcceptReturnSerializer,
    AskReturnSerializer,
    RefuseReturnSerializer,
    ReturnSerializer,
    SoldReturnSerializer,
)
from store.orders.scopes import OrderReturnScope, StaffReturnScope, VendorReturnScope
from store.shared.filters import FilterWhenAsked
from store.shared.pagination import EnvelopePagination
from store.shared.schema import ORDER_KEY, VENDOR_KEY, describe


@extend_schema(parameters=[ORDER_KEY])
@describe(
    "return of an order",
    "returns of an order",
    list=(
        "What was asked to be given back of an order, newest first: for its customer and "
        "for staff."
    ),
    create=(
        "By the customer: one request for each of the `items`, or none at all. 409 with the "
        "`lines` in the way: `not_delivered`, `return_asked` (once a line, unless it was "
        "withdrawn), `return_window_over`. 400 `unknown_items` for lines that the order "
        "does not have."
    ),
)
class OrderReturnViewSet(OrderReturnScope, ListModelMixin):
    """`orders/{id}/returns/`."""

    model = ReturnRequest

    def get_serializer_class(self) -> type[BaseSerializer]:
        return AskReturnSerializer if self.action == "create" else ReturnSerializer

    @extend_schema(responses={201: ReturnSerializer(many=True)})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        wanted = serializer.validated_data
        requests = returns.ask_returns(
            order=self.order, item_ids=set(wanted.pop("items")), **wanted
        )
        data = ReturnSerializer(requests, many=True).data
        return Response(data, status=status.HTTP_201_CREATED)

    @extend_schema(
        summary="Withdraw a return",
        description=(
            "By the customer, while nobody has decided; afterwards a 409 "
            "`return_decided`. The line may be asked for again."
        ),
        request=None,
        responses=ReturnSerializer,
    )
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        returns.withdraw_return(request=self.get_object(), by=request.user)
        return Response(self.get_serializer(self.get_object()).data)


class DecidesReturns(ListModelMixin, RetrieveModelMixin):
    """A queue of returns, and its two ways out."""

    @extend_schema(
        summary="Accept a return",
        description=(
            "The line becomes `returned`, goes back into stock unless `restock` is false, "
            "and what was paid for it is owed to the customer, who hears of it by mail. "
            "409 `return_decided`, or `not_delivered` when the line is elsewhere by now."
        ),
        request=AcceptReturnSerializer,
        responses=SoldReturnSerializer,
    )
    @action(detail=True, methods=["post"])
    def accept(self: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        asked = self.get_object()
        serializer = AcceptReturnSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        returns.accept_return(
            request=asked, by=request.user, **serializer.validated_data
        )
        return Response(self.get_serializer(self.get_object()).data)

    @extend_schema(
        summary="Refuse a return",
        description=(
            "The line stays with the customer, who hears of it by mail, with the `note`, "
            "and may not ask again. 409 `return_decided`."
        ),
        request=RefuseReturnSerializer,
        responses=SoldReturnSerializer,
    )
    @action(detail=True, methods=["post"])
    def refuse(self: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        asked = self.get_object()
        serializer = RefuseReturnSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        returns.refuse_return(
            request=asked, by=request.user, **serializer.validated_data
        )
        return Response(self.get_serializer(self.get_object()).data)


@extend_schema(parameters=[VENDOR_KEY])
@describe(
    "return to a vendor",
    "returns to a vendor",
    list=(
        "What customers want to give back to the vendor, newest first: for its members, "
        "whatever their role, and for staff. `?status=asked` is what waits for a decision."
    ),
)
class VendorReturnViewSet(VendorReturnScope, DecidesReturns):
    """`vendors/{id}/returns/`."""

    model = ReturnRequest
    serializer_class = SoldReturnSerializer
    pagination_class = EnvelopePagination
    filter_backends = [FilterWhenAsked]
    filterset_class = VendorReturnFilter


@describe(
    "return",
    list=(
        "Every return, newest first, for staff. `?is_own=true` are those of what the store "
        "itself sold, which nobody else decides."
    ),
)
class ReturnViewSet(StaffReturnScope, DecidesReturns):
    """`returns/`."""

    model = ReturnRequest
    serializer_class = SoldReturnSerializer
    pagination_class = EnvelopePagination
    filter_backends = [FilterWhenAsked]
    filterset_class = ReturnFilter
