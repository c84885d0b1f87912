"""Paying an order over HTTP: what its buyer does, and what staff record."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from store.payments import cash, services
from store.payments.choices import PaymentMethod
from store.payments.filters import PaymentFilter
from store.payments.methods import methods_on
from store.payments.models import Payment
from store.payments.online import begin_online, refresh
from store.payments.payment_serializers import (
    CollectSerializer,
    NoteSerializer,
    PaymentMethodSerializer,
    PaymentSerializer,
    RecordSerializer,
    ReferenceSerializer,
    StaffPaymentSerializer,
    StartPaymentSerializer,
)
from store.payments.reading import read
from store.payments.scopes import OfferViewSet, OrderChildViewSet
from store.shared.filters import FilterWhenAsked
from store.shared.identity import is_staff
from store.shared.pagination import EnvelopePagination
from store.shared.schema import ORDER_KEY, describe
from store.shared.scopes import StaffViewSet


class PaymentMethodViewSet(OfferViewSet):
    """`payment-methods/`."""

    model = Payment
    serializer_class = PaymentMethodSerializer
    filter_backends: list[Any] = []
    pagination_class = None

    @extend_schema(
        summary="List the ways to pay",
        description="What the store takes money by, with what the buyer has to do.",
    )
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return Response(self.get_serializer(methods_on(), many=True).data)


STAFF_STEPS = frozenset({"record", "confirm", "collect", "remit", "refuse"})


@extend_schema(parameters=[ORDER_KEY])
@describe(
    "payment of an order",
    "payments of an order",
    list=(
        "The attempts to pay the order, newest first: for its customer and staff, who also "
        "see `order`, `held_by` and `changes`; 404 for everybody else."
    ),
    retrieve="One attempt to pay the order.",
)
class OrderPaymentViewSet(OrderChildViewSet, ListModelMixin, RetrieveModelMixin):
    """`orders/{id}/payments/`."""

    model = Payment
    staff_actions = STAFF_STEPS
    idempotent_in_steps = frozenset({"create", "refresh"})

    def shape(self, queryset: Any) -> Any:
        queryset = queryset.select_related("vendor_order")
        if is_staff(self.request.user):
            queryset = queryset.prefetch_related("changes")
        return queryset

    def get_serializer_class(self) -> type[BaseSerializer]:
        staff = is_staff(self.request.user)
        return StaffPaymentSerializer if staff else PaymentSerializer

    @extend_schema(
        summary="Begin to pay an order",
        description=(
            "What is left of the order is paid in this way, and an attempt in another way "
            "ends. The answer is the list of attempts of this kind: one, or for cash on "
            "delivery one for each part. An attempt that is under way is given again, with "
            "a 200. For `chargily`, send the buyer to its `checkout_url`; 503 "
            "`payment_provider_unreachable` when there is none to be had now. 400 "
            "`payment_method_off`; 409 `nothing_due`, `amount_too_small`, `cash_limit`."
        ),
        request=StartPaymentSerializer,
        responses={
            201: PaymentSerializer(many=True),
            200: OpenApiResponse(
                PaymentSerializer(many=True), description="Under way already."
            ),
        },
    )
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        method = read(StartPaymentSerializer, request)["method"]
        known = set(self.order.payments.open().values_list("pk", flat=True))
        started = self.begin(method)
        keys = {payment.pk for payment in started}
        rows = self.get_queryset().filter(pk__in=keys).order_by("pk")
        return Response(
            self.get_serializer(rows, many=True).data,
            status=status.HTTP_200_OK if keys <= known else status.HTTP_201_CREATED,
        )

    def begin(self, method: str) -> list[Payment]:
        """The attempts; for a provider with its page, which is asked for in no transaction."""
        user = self.request.user
        if method != PaymentMethod.CHARGILY:
            return services.start_payment(order=self.order, method=method, by=user)
        address = self.request.build_absolute_uri(reverse("chargily-webhook"))
        return [begin_online(order=self.order, by=user, webhook_url=address)]

    @extend_schema(
        summary="Ask what became of a payment",
        description=(
            "For the buyer who comes back from the provider's page: it is asked now, and "
            "the answer is the payment as it is then. 503 `payment_provider_unreachable` "
            "while the provider does not answer. Other payments are answered as they are."
        ),
        request=None,
    )
    @action(detail=True, methods=["post"])
    def refresh(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        refresh(payment=self.get_object())
        return self.as_it_is_now()

    @extend_schema(
        summary="Cancel an attempt to pay",
        description=(
            "By the customer or staff, while no money came: else 409 `illegal_payment_step`."
        ),
        request=None,
    )
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        services.cancel_payment(payment=self.get_object(), by=request.user)
        return self.as_it_is_now()

    @extend_schema(
        summary="Record a transfer",
        description=(
            "Staff found the transfer on the statement. Too little pays for nothing and "
            "waits in `payments/unapplied/`, as does what is too much. 409 "
            "`illegal_payment_step` when it was recorded already."
        ),
        request=RecordSerializer,
        responses=StaffPaymentSerializer,
    )
    @action(detail=True, methods=["post"])
    def record(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        said = {"amount": None, **read(RecordSerializer, request)}
        services.record_transfer(payment=self.get_object(), by=request.user, **said)
        return self.as_it_is_now()

    @extend_schema(
        summary="Confirm cash on delivery",
        description="The buyer was reached and means it. 409 `illegal_payment_step`.",
        request=NoteSerializer,
        responses=StaffPaymentSerializer,
    )
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        said = read(NoteSerializer, request)
        cash.confirm(payment=self.get_object(), by=request.user, **said)
        return self.as_it_is_now()

    @extend_schema(
        summary="Record collected cash",
        description=(
            "The buyer paid at the door: what was shipped is delivered and sold. 409 "
            "`not_shipped` while something of it is not on its way, "
            "`illegal_payment_step` when it was collected already."
        ),
        request=CollectSerializer,
        responses=StaffPaymentSerializer,
    )
    @action(detail=True, methods=["post"])
    def collect(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        said = read(CollectSerializer, request)
        cash.collect(payment=self.get_object(), by=request.user, **said)
        return self.as_it_is_now()

    @extend_schema(
        summary="Record cash that was handed over",
        description="The vendor brought the cash to the store. 409 `illegal_payment_step`.",
        request=ReferenceSerializer,
        responses=StaffPaymentSerializer,
    )
    @action(detail=True, methods=["post"])
    def remit(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        said = read(ReferenceSerializer, request)
        cash.remit(payment=self.get_object(), by=request.user, **said)
        return self.as_it_is_now()

    @extend_schema(
        summary="Record a refused delivery",
        description=(
            "The buyer did not take it: what was shipped is returned, the rest cancelled, "
            "and the stock comes back. 409 `illegal_payment_step`."
        ),
        request=NoteSerializer,
        responses=StaffPaymentSerializer,
    )
    @action(detail=True, methods=["post"])
    def refuse(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        said = read(NoteSerializer, request)
        cash.refuse(payment=self.get_object(), by=request.user, **said)
        return self.as_it_is_now()

    def as_it_is_now(self) -> Response:
        return Response(self.get_serializer(self.get_object()).data)


@describe(
    "payment",
    list="Staff read the attempts to pay of all orders, newest first, page by page.",
)
class PaymentViewSet(StaffViewSet, ListModelMixin):
    """`payments/`."""

    model = Payment
    serializer_class = StaffPaymentSerializer
    pagination_class = EnvelopePagination
    filter_backends = [FilterWhenAsked]
    filterset_class = PaymentFilter

    def shape(self, queryset: Any) -> Any:
        rows = queryset.select_related("vendor_order").prefetch_related("changes")
        return rows.order_by("-created_at", "-id")
