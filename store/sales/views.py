"""A vendor's dashboard and customers over HTTP."""

from __future__ import annotations

from typing import Any

from django.db.models import Max
from drf_spectacular.utils import extend_schema
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from store.orders.models import VendorOrder
from store.sales.dashboard import read_vendor_dashboard
from store.sales.models import VendorCustomer
from store.sales.scopes import VendorBusinessViewSet
from store.sales.serializers import (
    VendorCustomerSerializer,
    VendorDashboardSerializer,
)
from store.shared.ordering import StableOrderingFilter
from store.shared.pagination import EnvelopePagination
from store.shared.schema import VENDOR_KEY, describe
from store.shared.search import WordSearchFilter
from store.vendors.models import Vendor


class VendorDashboardViewSet(VendorBusinessViewSet):
    """`vendors/{id}/dashboard/`."""

    model = Vendor
    serializer_class = VendorDashboardSerializer

    @extend_schema(
        summary="Read a vendor's dashboard",
        description=(
            "How the business goes: stock, sales, orders, reviews and customers, the "
            "newest or best ten of each. For owners, managers and staff. What was sold is "
            "counted in the background, within seconds."
        ),
        parameters=[VENDOR_KEY],
    )
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        dashboard = read_vendor_dashboard(vendor=self.vendor)
        return Response(self.get_serializer(dashboard).data)


@describe(
    "customer of a vendor",
    "customers of a vendor",
    list=(
        "Who bought from the vendor and kept something of it, with counts and totals; the "
        "best first. For owners, managers and staff. `search` looks in the name."
    ),
)
class VendorCustomerViewSet(VendorBusinessViewSet, ListModelMixin):
    """`vendors/{id}/customers/`."""

    model = VendorCustomer
    serializer_class = VendorCustomerSerializer
    pagination_class = EnvelopePagination
    filter_backends = [WordSearchFilter, StableOrderingFilter]
    search_fields = ["customer__user__first_name", "customer__user__last_name"]
    ordering_fields = ["orders", "units", "revenue"]
    ordering = ["-revenue"]

    def shape(self, queryset: Any) -> Any:
        return queryset.filter(orders__gt=0).with_names()

    def paginate_queryset(self, queryset: Any) -> Any:
        """The page, each row with the time of the last order."""
        page = super().paginate_queryset(queryset) or []
        keys = [row.customer_id for row in page]
        orders = VendorOrder.objects.filter(
            vendor=self.vendor, order__customer__in=keys
        )
        grouped = orders.order_by().values_list("order__customer")
        last = dict(grouped.annotate(last=Max("placed_at")))
        for row in page:
            row.last_order_at = last.get(row.customer_id)
        return page
