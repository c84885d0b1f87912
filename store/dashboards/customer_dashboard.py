"""A customer's dashboard, over HTTP."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from store.carts.serializers import CartItemSerializer
from store.customers.models import Customer
from store.customers.scopes import CustomerViewSet
from store.dashboards.customer_dashboard_rows import customer_dashboard
from store.dashboards.customer_dashboard_serializers import (
    ContinuedBookSerializer,
    CustomerDashboardSerializer,
)
from store.shared.scopes import StaffViewSet, get_or_404
from store.vendors.serializers import VendorSerializer


def answer(customers: QuerySet[Customer], request: Request, **lookup: Any) -> Response:
    """The dashboard of one of these customers, as that customer sees it."""
    customer = get_or_404(customers.select_related("user"), **lookup)
    body = customer_dashboard(customer, request.build_absolute_uri)
    context, favorites = {"request": request}, body["favorites"]
    lines = CartItemSerializer(body["cart_items"], many=True, context=context)
    vendors = VendorSerializer(favorites["vendors"], many=True, context=context)
    favorites["vendors"] = vendors.data
    books = ContinuedBookSerializer(body["continue_reading"], many=True)
    return Response({**body, "cart_items": lines.data, "continue_reading": books.data})


class OwnDashboardViewSet(CustomerViewSet):
    """`customers/me/dashboard/`."""

    model = Customer
    serializer_class = CustomerDashboardSerializer

    @extend_schema(
        summary="Read your own dashboard",
        description=(
            "What you looked at, searched for, put into your cart, bought, marked and are "
            "reading, ten of each at most (of the cart a hundred lines), and what you may like. Products are as the catalogue "
            "shows them, and only those on public sale now; orders keep the titles and "
            "prices they had."
        ),
    )
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return answer(self.get_queryset(), request)


class CustomerDashboardViewSet(StaffViewSet):
    """`customers/{id}/dashboard/`."""

    model = Customer
    serializer_class = CustomerDashboardSerializer

    @extend_schema(
        summary="Read a customer's dashboard",
        description="What the customer sees at `me/dashboard/`, for staff.",
    )
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return answer(self.get_queryset(), request, pk=kwargs["pk"])
