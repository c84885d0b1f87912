"""A customer's dashboard, over HTTP."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from store.customers.models import Customer
from store.customers.scopes import CustomerViewSet
from store.insights.customer_dashboard_rows import customer_dashboard
from store.insights.customer_dashboard_serializers import CustomerDashboardSerializer
from store.shared.scopes import StaffViewSet, get_or_404


class OwnDashboardViewSet(CustomerViewSet):
    """`customers/me/dashboard/`."""

    model = Customer
    serializer_class = CustomerDashboardSerializer

    @extend_schema(
        summary="Read your own dashboard",
        description=(
            "What you looked at, searched for and bought, ten of each at most. Products "
            "are as the catalogue shows them, and only those on public sale now; orders "
            "keep the titles and prices they had."
        ),
    )
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        customer = get_or_404(self.get_queryset())
        return Response(customer_dashboard(customer, request.build_absolute_uri))


class CustomerDashboardViewSet(StaffViewSet):
    """`customers/{id}/dashboard/`."""

    model = Customer
    serializer_class = CustomerDashboardSerializer

    @extend_schema(
        summary="Read a customer's dashboard",
        description="What the customer sees at `me/dashboard/`, for staff.",
    )
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        customer = get_or_404(self.get_queryset(), pk=kwargs["pk"])
        return Response(customer_dashboard(customer, request.build_absolute_uri))
