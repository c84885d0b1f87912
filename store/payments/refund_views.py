"""Money that goes back, over HTTP."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from store.payments.filters import RefundFilter, UnappliedFilter
from store.payments.models import Refund, UnappliedPayment
from store.payments.reading import read
from store.payments.refund_serializers import (
    GivenBackSerializer,
    PayRefundSerializer,
    RefundSerializer,
    StaffRefundSerializer,
    UnappliedSerializer,
)
from store.payments.refunds import pay_refund, refund_unapplied
from store.payments.scopes import OrderChildViewSet
from store.shared.filters import FilterWhenAsked
from store.shared.identity import is_staff
from store.shared.pagination import EnvelopePagination
from store.shared.schema import ORDER_KEY, describe
from store.shared.scopes import StaffViewSet


def with_lines(refunds: Any) -> Any:
    return refunds.select_related("vendor_order").prefetch_related("lines__item")


@extend_schema(parameters=[ORDER_KEY])
@describe(
    "refund of an order",
    "refunds of an order",
    list=(
        "What its customer gets back for lines that were paid and then cancelled or "
        "returned; for staff also whose money it was."
    ),
)
class OrderRefundViewSet(OrderChildViewSet, ListModelMixin):
    """`orders/{id}/refunds/`."""

    model = Refund

    def shape(self, queryset: Any) -> Any:
        return with_lines(queryset)

    def get_serializer_class(self) -> type[BaseSerializer]:
        staff = is_staff(self.request.user)
        return StaffRefundSerializer if staff else RefundSerializer


@describe(
    "refund",
    list="Staff read what is, or was, owed back to buyers, newest first, page by page.",
    retrieve="Staff read one refund.",
)
class RefundViewSet(StaffViewSet, ListModelMixin, RetrieveModelMixin):
    """`refunds/`."""

    model = Refund
    serializer_class = StaffRefundSerializer
    pagination_class = EnvelopePagination
    filter_backends = [FilterWhenAsked]
    filterset_class = RefundFilter

    def shape(self, queryset: Any) -> Any:
        return with_lines(queryset)

    @extend_schema(
        summary="Record a refund as paid",
        description=(
            "The buyer has the money back. What a vendor paid of its own is owed to it by "
            "the store. 409 `already_refunded`."
        ),
        request=PayRefundSerializer,
        responses=StaffRefundSerializer,
    )
    @action(detail=True, methods=["post"])
    def pay(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        said = read(PayRefundSerializer, request)
        pay_refund(refund=self.get_object(), by=request.user, **said)
        return Response(self.get_serializer(self.get_object()).data)


@describe(
    "unapplied payment",
    list=(
        "Money that came and pays for nothing, page by page: first what still has to be "
        "given back, the newest on top."
    ),
)
class UnappliedViewSet(StaffViewSet, ListModelMixin):
    """`payments/unapplied/`."""

    model = UnappliedPayment
    serializer_class = UnappliedSerializer
    pagination_class = EnvelopePagination
    filter_backends = [FilterWhenAsked]
    filterset_class = UnappliedFilter

    def shape(self, queryset: Any) -> Any:
        return queryset.order_by(F("refunded_at").desc(nulls_first=True), "-id")

    @extend_schema(
        summary="Record unapplied money as given back",
        description="Once, with who and when: else 409 `already_refunded`.",
        request=GivenBackSerializer,
        responses=UnappliedSerializer,
    )
    @action(detail=True, methods=["post"])
    def refund(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        said = read(GivenBackSerializer, request)
        refund_unapplied(money=self.get_object(), by=request.user, **said)
        return Response(self.get_serializer(self.get_object()).data)
