"""Orders over HTTP, where their payment status is set: with everything that follows."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from store.orders.views import OrderCancelViewSet, OrderViewSet
from store.payments.models import Refund
from store.payments.serializers import (
    CancelPaidOrderSerializer,
    PaidOrderSerializer,
    PlacePaidOrderSerializer,
    SetPaymentStatusSerializer,
)
from store.payments.services import set_payment_status


@extend_schema_view(create=extend_schema(responses={201: PaidOrderSerializer}))
class PaidOrderViewSet(OrderViewSet):
    """`orders/`, with what is paid, and `payment_status` written by the rules of payments."""

    def get_serializer_class(self) -> type[BaseSerializer]:
        if self.request.method == "PATCH":
            return SetPaymentStatusSerializer
        if self.request.method == "POST":
            return PlacePaidOrderSerializer
        if self.action == "retrieve":
            return PaidOrderSerializer
        return super().get_serializer_class()

    def shape(self, queryset: Any) -> Any:
        orders = super().shape(queryset)
        if self.action == "list":
            return orders
        refunds = Refund.objects.all()
        if self.action == "create":  # nothing was given back yet
            refunds = refunds.none()
        return orders.prefetch_related("payments", Prefetch("refunds", refunds))

    @extend_schema(
        summary="Set the payment status",
        description=(
            "Staff say of an order by hand that it is paid: `C` records a transfer of what "
            "is left to pay, with its rows in the ledger. `F` and `P` end the attempts "
            "that are under way; 409 `payment_final` once money has come."
        ),
        responses=PaidOrderSerializer,
    )
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        order = self.get_object()
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        if status := serializer.validated_data.get("payment_status"):
            set_payment_status(order=order, status=status, by=request.user)
        return Response(self.get_serializer(self.get_object()).data)


class PaidOrderCancelViewSet(OrderCancelViewSet):
    """`orders/{id}/cancel/`, answered with what is paid."""

    serializer_class = CancelPaidOrderSerializer

    @extend_schema(
        summary="Cancel an order",
        description=(
            "All of it, or some `items`; the stock comes back, and what was paid is owed "
            "back. Its customer may before anything of that is packed, a holder of the "
            "permission `store.cancel_order` before it is shipped: else a 409 "
            "`not_cancellable` names the `lines` in the way, and nothing is changed."
        ),
        responses=PaidOrderSerializer,
    )
    def cancel(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().cancel(request, *args, **kwargs)
