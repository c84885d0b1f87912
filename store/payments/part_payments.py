"""What a vendor sees and does of the payment of its own parts."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from store.orders.scopes import PartLineViewSet
from store.payments import cash
from store.payments.choices import Holder
from store.payments.models import Payment
from store.payments.order_amounts import is_part_paid
from store.payments.payment_serializers import (
    NoteSerializer,
    PartPaymentSerializer,
    PartPaymentsSerializer,
)
from store.payments.reading import read
from store.shared.schema import PART_KEY, VENDOR_KEY


class PartPaymentViewSet(PartLineViewSet):
    """`vendors/{id}/orders/{id}/payments/`."""

    model = Payment
    serializer_class = PartPaymentSerializer

    @extend_schema(
        summary="Read how a vendor's part is paid",
        description=(
            "Whether the part is paid, and the cash on delivery for it. A payment of the "
            "whole order is not listed: it is the store's, with other vendors' amounts in "
            "it. For the vendor's members, whatever their role, and staff."
        ),
        parameters=[VENDOR_KEY, PART_KEY],
        responses=PartPaymentsSerializer,
    )
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        paid = {"is_paid": is_part_paid(self.part), "payments": self.get_queryset()}
        return Response(PartPaymentsSerializer(paid).data)

    @extend_schema(
        summary="Confirm cash on delivery of a vendor's part",
        description="The buyer was reached and means it. 409 `illegal_payment_step`.",
        parameters=[VENDOR_KEY, PART_KEY],
        request=NoteSerializer,
    )
    def confirm(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        said = read(NoteSerializer, request)
        cash.confirm(payment=self.get_object(), by=request.user, **said)
        return self.as_it_is_now()

    @extend_schema(
        summary="Record cash collected by a vendor",
        description=(
            "The buyer paid the vendor at the door: what was shipped is delivered and sold, "
            "and the vendor owes the cash to the store. 409 `not_shipped`, "
            "`illegal_payment_step`. That it was handed over is recorded by staff."
        ),
        parameters=[VENDOR_KEY, PART_KEY],
        request=None,
    )
    def collect(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        cash.collect(payment=self.get_object(), held_by=Holder.VENDOR, by=request.user)
        return self.as_it_is_now()

    @extend_schema(
        summary="Record a refused delivery of a vendor's part",
        description=(
            "The buyer did not take it: what was shipped is returned, the rest cancelled, "
            "and the stock comes back. 409 `illegal_payment_step`."
        ),
        parameters=[VENDOR_KEY, PART_KEY],
        request=NoteSerializer,
    )
    def refuse(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        said = read(NoteSerializer, request)
        cash.refuse(payment=self.get_object(), by=request.user, **said)
        return self.as_it_is_now()

    def as_it_is_now(self) -> Response:
        return Response(self.get_serializer(self.get_object()).data)
