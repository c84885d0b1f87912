"""Parts of orders for those who fulfil them, and orders for those who may cancel them."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from rest_framework.permissions import IsAuthenticated

from store.customers.scopes import CustomerOrStaffViewSet
from store.orders.models import VendorOrder
from store.orders.permissions import cancels_for_others
from store.shared.identity import is_staff
from store.shared.scopes import ScopedViewSet, get_or_404
from store.vendors.models import Vendor


class VendorPartViewSet(ScopedViewSet):
    """One vendor's parts, for its members whatever their role, and for staff; 404 for others.

    A vendor that is not approved any more still has to deliver what it sold.
    """

    permission_classes = [IsAuthenticated]

    @cached_property
    def vendor(self) -> Vendor:
        user = self.request.user
        vendors = Vendor.objects.all()
        if not is_staff(user):
            vendors = vendors.with_member(user)
        return get_or_404(vendors, pk=self.kwargs["vendor_pk"])

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.vendor  # noqa: B018 - a foreign vendor is a 404 for every verb

    def scope(self, queryset: Any) -> QuerySet[Any]:
        return queryset.filter(vendor=self.vendor)


class PartLineViewSet(VendorPartViewSet):
    """The lines of one of these parts."""

    @cached_property
    def part(self) -> VendorOrder:
        parts = VendorOrder.objects.filter(vendor=self.vendor)
        return get_or_404(parts, pk=self.kwargs["order_pk"])

    def scope(self, queryset: Any) -> QuerySet[Any]:
        return queryset.filter(vendor_order=self.part)


class CancelViewSet(CustomerOrStaffViewSet):
    """One's own orders; every order for staff and for who may cancel them."""

    def scope(self, queryset: Any) -> QuerySet[Any]:
        every = cancels_for_others(self.request.user)
        return queryset if every else super().scope(queryset)
