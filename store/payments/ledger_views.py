"""Ledgers and payouts over HTTP."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiParameter,
    extend_schema,
    extend_schema_view,
)
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from store.payments.balances import balances_of, summarize_store, summarize_vendor
from store.payments.ledger_files import ledger_file
from store.payments.ledger_filters import LedgerFilter
from store.payments.ledger_models import LedgerEntry, Payout
from store.payments.ledger_serializers import (
    AdjustmentSerializer,
    LedgerEntrySerializer,
    LedgerSummarySerializer,
    PayoutDetailSerializer,
    PayoutPaidSerializer,
    PayoutSerializer,
    SettleSerializer,
    StoreSummarySerializer,
    VendorBalanceSerializer,
)
from store.payments.payouts import adjust_balance, record_payout_paid, settle_vendor
from store.payments.scopes import PayoutRowViewSet, VendorMoneyViewSet
from store.payments.statements import statement_page
from store.shared.csv_renderer import CsvRenderer, wants_csv
from store.shared.filters import FilterWhenAsked
from store.shared.pagination import EnvelopePagination
from store.shared.schema import VENDOR_KEY, describe
from store.shared.scopes import StaffViewSet, get_or_404
from store.vendors.models import Vendor

FILE = " `?format=csv` downloads all of them."


def rows_schema(summary: str, description: str) -> Any:
    """Of a list that is a file as well."""
    return extend_schema(
        summary=summary,
        description=description + FILE,
        responses={
            (200, "application/json"): LedgerEntrySerializer(many=True),
            (200, "text/csv"): OpenApiTypes.BINARY,
        },
    )


class RowsMixin:
    """A list of rows of the ledger, which is a file as well."""

    def file_name(self) -> str:
        return "ledger"

    def get_renderers(self) -> list[Any]:
        """Nothing else of the endpoint is a file."""
        renderers = super().get_renderers()  # type: ignore[misc]
        return [*renderers, CsvRenderer()] if self.action == "list" else renderers  # type: ignore[attr-defined]

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        if not wants_csv(request):
            return super().list(request, *args, **kwargs)  # type: ignore[misc]
        rows = self.filter_queryset(self.get_queryset())  # type: ignore[attr-defined]
        return ledger_file(rows, vendor=self.vendor, name=self.file_name())  # type: ignore[attr-defined]


@extend_schema_view(
    list=rows_schema(
        "List the rows of a vendor's ledger",
        "Newest first, for owners, managers and staff. What the store owes the vendor is "
        "the sum of its rows; docs/ledger.md says what each kind means.",
    )
)
class VendorLedgerViewSet(RowsMixin, VendorMoneyViewSet, ListModelMixin):
    """`vendors/{id}/ledger/`."""

    model = LedgerEntry
    pagination_class = EnvelopePagination
    filter_backends = [FilterWhenAsked]
    filterset_class = LedgerFilter
    serializers: ClassVar[dict[str, type[BaseSerializer]]] = {
        "create": AdjustmentSerializer,
        "summary": LedgerSummarySerializer,
    }

    def get_serializer_class(self) -> type[BaseSerializer]:
        return self.serializers.get(self.action, LedgerEntrySerializer)

    def shape(self, queryset: Any) -> Any:
        return queryset.with_payouts()

    @extend_schema(
        summary="Adjust a vendor's balance",
        description=(
            "By staff: give the vendor an amount of the store's, or take it (below zero). "
            "It is not undone, only made up for by another one."
        ),
        responses={201: LedgerEntrySerializer},
    )
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        entry = adjust_balance(
            vendor=self.vendor, by=request.user, **serializer.validated_data
        )
        written = get_or_404(self.get_queryset(), pk=entry.pk)
        data = LedgerEntrySerializer(written).data
        return Response(data, status=status.HTTP_201_CREATED)

    @extend_schema(
        summary="Read what a vendor is owed",
        description="Balance, the next payout, sums by kind and the cash it holds.",
        parameters=[VENDOR_KEY],
        filters=False,
    )
    @action(["GET"], detail=False, pagination_class=None, filter_backends=[])
    def summary(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        summary = summarize_vendor(vendor_id=self.vendor.pk)
        return Response(self.get_serializer(summary).data)


class StoreLedgerViewSet(StaffViewSet, ListModelMixin):
    """`ledger/summary/`."""

    model = Vendor
    serializer_class = VendorBalanceSerializer
    pagination_class = EnvelopePagination

    def shape(self, queryset: Any) -> Any:
        return queryset.order_by("shop_name", "pk")

    @extend_schema(
        summary="Read what the store owes and has",
        description="By staff: the balance of every vendor, by name, and of the store.",
        parameters=[OpenApiParameter("page", int), OpenApiParameter("page_size", int)],
        responses=StoreSummarySerializer,
    )
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        response = super().list(request, *args, **kwargs)
        summary = StoreSummarySerializer().fields
        for name, value in summarize_store().items():
            response.data[name] = summary[name].to_representation(value)
        return response

    def paginate_queryset(self, queryset: Any) -> Any:
        page = super().paginate_queryset(queryset) or []
        balances = balances_of([vendor.pk for vendor in page])
        for vendor in page:
            vendor.balance = balances.get(vendor.pk, 0)
        return page


@describe(
    "payout",
    list="What the vendor was paid, newest first; for owners, managers and staff.",
    retrieve="With how many rows it settles, and their sums by kind.",
    create=(
        "By staff: settle every row that no payout names yet, of before `until`. Below "
        "zero, the vendor owes the amount. 409 `nothing_to_settle`."
    ),
)
class PayoutViewSet(VendorMoneyViewSet, ListModelMixin, RetrieveModelMixin):
    """`vendors/{id}/payouts/`."""

    model = Payout
    pagination_class = EnvelopePagination
    serializers: ClassVar[dict[str, type[BaseSerializer]]] = {
        "create": SettleSerializer,
        "list": PayoutSerializer,
        "pay": PayoutPaidSerializer,
    }

    def get_serializer_class(self) -> type[BaseSerializer]:
        return self.serializers.get(self.action, PayoutDetailSerializer)

    def shape(self, queryset: Any) -> Any:
        return queryset.select_related("entry")

    def read(self) -> dict[str, Any]:
        serializer = self.get_serializer(data=self.request.data)
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data

    def answer(self, pk: int, code: int = status.HTTP_200_OK) -> Response:
        written = get_or_404(self.get_queryset(), pk=pk)
        return Response(PayoutDetailSerializer(written).data, status=code)

    @extend_schema(responses={201: PayoutDetailSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        payout = settle_vendor(vendor=self.vendor, by=request.user, **self.read())
        return self.answer(payout.pk, status.HTTP_201_CREATED)

    @extend_schema(
        summary="Record that a payout was paid",
        description="By staff, once: the money was moved. 409 `payout_paid` after that.",
        responses=PayoutDetailSerializer,
    )
    @action(["POST"], detail=True)
    def pay(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        payout = self.get_object()
        record_payout_paid(payout=payout, **self.read())
        return self.answer(payout.pk)

    @extend_schema(
        summary="Print a payout's statement",
        description="A page for people and printers, for owners, managers and staff.",
        responses={(200, "text/html"): OpenApiTypes.STR},
    )
    @action(["GET"], detail=True)
    def statement(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        return statement_page(request, payout=self.get_object())


@extend_schema_view(
    list=rows_schema(
        "List the rows of a payout",
        "What it settles, newest first, for owners, managers and staff.",
    )
)
class PayoutRowsViewSet(RowsMixin, PayoutRowViewSet, ListModelMixin):
    """`vendors/{id}/payouts/{id}/rows/`."""

    model = LedgerEntry
    serializer_class = LedgerEntrySerializer
    pagination_class = EnvelopePagination

    def file_name(self) -> str:
        return f"payout-{self.payout.pk}"

    def shape(self, queryset: Any) -> Any:
        return queryset.with_payouts()

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        self.payout  # noqa: B018 - a missing or foreign one is a 404
        return super().list(request, *args, **kwargs)
