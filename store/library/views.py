"""Held items over HTTP, from the side of the product."""

from __future__ import annotations

from typing import Any

from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from store.customers.models import Customer
from store.library.filters import HolderFilter
from store.library.models import LibraryEntry
from store.library.pagination import HolderPagination
from store.library.scopes import HolderScope
from store.library.serializers import (
    CustomerKeySerializer,
    HolderSerializer,
    HoldersSerializer,
    MessageSerializer,
    say,
)
from store.library.services import find_customer, grant_item, take_item
from store.shared.filters import FilterWhenAsked
from store.shared.identity import is_staff
from store.shared.ordering import StableOrderingFilter
from store.shared.search import WordSearchFilter

NAMES = ["customer__user__first_name", "customer__user__last_name"]


class HolderViewSet(HolderScope):
    """`products/{id}/customers/`, `add_customer/` and `remove_customer/`."""

    model = LibraryEntry
    serializer_class = CustomerKeySerializer
    pagination_class = HolderPagination
    filter_backends = [FilterWhenAsked, WordSearchFilter, StableOrderingFilter]
    filterset_class = HolderFilter
    ordering_fields = ["created_at"]

    @property
    def search_fields(self) -> list[str]:
        """What the reader is not shown is not searched either."""
        staff = is_staff(self.request.user)
        return [*NAMES, "customer__user__email"] if staff else NAMES

    def shape(self, queryset: Any) -> Any:
        return queryset.select_related("customer__user")

    @extend_schema(
        summary="List who holds a product",
        description=(
            "For staff, and for owners and managers of its vendor: everybody who bought "
            "it or was given it, the newest first. `search` finds words in the names. "
            "E-mail addresses are for staff."
        ),
        responses=forced_singular_serializer(HoldersSerializer),
        filters=True,
        parameters=[
            OpenApiParameter("page", int),
            OpenApiParameter("page_size", int, description="At most 100."),
        ],
    )
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset())) or []
        context = self.get_serializer_context()
        return self.get_paginated_response(
            {
                "id": self.product.pk,
                "title": self.product.title,
                "customer_count": self.get_queryset().count(),
                "customer_ids": [entry.customer_id for entry in page],
                "customers_detail": HolderSerializer(
                    page, many=True, context=context
                ).data,
            }
        )

    @extend_schema(
        summary="Let a customer hold a product",
        description=(
            "By staff, or an owner or manager of its approved vendor, who may only name "
            "customers that bought from it or hold something of it: anybody else is a 400 "
            "`unknown_customer`, as who does not exist. Again: 200, `changed` is false."
        ),
        responses=MessageSerializer,
    )
    def add_customer(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        customer = self.named()
        is_new = grant_item(customer=customer, product=self.product, by=request.user)
        verb = "now holds" if is_new else "already holds"
        return Response(say(customer, verb, self.product, is_new))

    @extend_schema(
        summary="Take a product from a customer",
        description=(
            "By the same people. Who does not hold it: 200, `changed` is false. What "
            "was bought stays: 409 `items_bought`."
        ),
        responses=MessageSerializer,
    )
    def remove_customer(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        customer = self.named()
        was_held = take_item(customer=customer, product=self.product)
        verb = "no longer holds" if was_held else "does not hold"
        return Response(say(customer, verb, self.product, was_held))

    def named(self) -> Customer:
        serializer = self.get_serializer(data=self.request.data)
        serializer.is_valid(raise_exception=True)
        return find_customer(
            pk=serializer.validated_data["customer_id"],
            product=self.product,
            user=self.request.user,
        )
