"""Parts of orders for those who fulfil them, and orders for those who may cancel them."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from store.customers.scopes import CustomerOrStaffViewSet
from store.orders.models import VendorOrder
from store.orders.permissions import cancels_for_others
from store.shared.scopes import get_or_404
from store.vendors.scopes import VendorChildViewSet


class VendorPartViewSet(VendorChildViewSet):
    """One vendor's parts, for its members whatever their role, and for staff; 404 for others.

    A vendor that is not approved any more still has to deliver what it sold.
    """

    writers = VendorChildViewSet.readers


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
