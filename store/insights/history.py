"""What a customer did in the store, over HTTP."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from store.customers.models import Customer
from store.customers.permissions import ViewCustomerHistoryPermission
from store.customers.scopes import CustomerViewSet
from store.insights import history_rows
from store.insights.history_serializers import (
    BoughtSerializer,
    CustomerHistorySerializer,
    HistorySerializer,
    KindSerializer,
)
from store.insights.models import ProductView, SearchQuery
from store.insights.recording import clear_history, forget_entry
from store.insights.seen import Kind
from store.shared.prepared import as_key
from store.shared.scopes import StaffViewSet, get_or_404


def history_of(customer: Customer, request: Request) -> dict[str, Any]:
    bought = BoughtSerializer(history_rows.bought(customer), many=True)
    return {
        "viewed": history_rows.viewed(customer, request.build_absolute_uri),
        "searched": history_rows.searched(customer),
        "bought": bought.data,
    }


class OwnHistoryViewSet(CustomerViewSet):
    """`customers/me/history/`."""

    model = Customer
    serializer_class = HistorySerializer

    @extend_schema(
        summary="Read your own history",
        description=(
            "What you viewed, searched for and bought, newest first. Views and searches "
            "appear a second or two after they happened, and only while `tracks_history` "
            "of your profile is true; products that are not on public sale any more are "
            "left out of `viewed`."
        ),
    )
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        customer = get_or_404(self.get_queryset().select_related("user"))
        return Response(history_of(customer, request))

    @extend_schema(
        summary="Clear your own history",
        description="What you viewed and searched for, or one of the two. Orders stay.",
        parameters=[KindSerializer],
        responses={204: None},
    )
    def clear(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        # As a dict: of a form, an empty `kind` would count as left out, and clear all.
        asked = KindSerializer(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        kind = asked.validated_data.get("kind")
        customer = get_or_404(self.get_queryset())
        clear_history(customer=customer, kinds=[Kind(kind)] if kind else Kind)
        return Response(status=status.HTTP_204_NO_CONTENT)


class HistoryEntryViewSet(CustomerViewSet):
    """One entry of one's own history."""

    def shape(self, queryset: Any) -> Any:
        return queryset.select_related("customer")

    def forget(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        key = as_key(kwargs[self.lookup_field])
        entry = get_or_404(self.get_queryset(), **{self.lookup_field: key})
        forget_entry(entry=entry)
        return Response(status=status.HTTP_204_NO_CONTENT)


@extend_schema(
    summary="Forget that you viewed a product",
    description="By the product's id. 404 when you did not, or cleared it.",
    responses={204: None},
)
class ViewedEntryViewSet(HistoryEntryViewSet):
    """`customers/me/history/viewed/{product_id}/`."""

    model = ProductView
    lookup_field = "product_id"


@extend_schema(
    summary="Forget a search",
    description="By its `id` in the history. 404 when there is none, or not of yours.",
    responses={204: None},
)
class SearchedEntryViewSet(HistoryEntryViewSet):
    """`customers/me/history/searched/{id}/`."""

    model = SearchQuery


class CustomerHistoryViewSet(StaffViewSet):
    """`customers/{id}/history/`."""

    model = Customer
    serializer_class = CustomerHistorySerializer
    permission_classes = [IsAuthenticated, ViewCustomerHistoryPermission]

    @extend_schema(
        summary="Read a customer's history",
        description=(
            "What the customer viewed, searched for and bought, newest first. Needs the "
            "permission `store.view_history` and nothing else."
        ),
    )
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        customers = self.get_queryset().select_related("user")
        customer = get_or_404(customers, pk=kwargs["pk"])
        return Response({"id": customer.pk, **history_of(customer, request)})
