"""Parts of orders for those who fulfil them, orders for those who may cancel them, returns."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from rest_framework.permissions import SAFE_METHODS

from store.customers.scopes import CustomerOrStaffViewSet
from store.orders.models import Order, VendorOrder
from store.orders.permissions import cancels_for_others
from store.shared.identity import is_staff, user_id
from store.shared.scopes import StaffViewSet, get_or_404
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


class OrderReturnScope(CustomerOrStaffViewSet):
    """Of one order: its customer reads and writes, staff read; 404 for everybody else."""

    @cached_property
    def order(self) -> Order:
        orders = Order.objects.select_related("customer")
        if not is_staff(self.request.user):
            orders = orders.for_user(self.request.user)
        return get_or_404(orders, pk=self.kwargs["order_pk"])

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        own = self.order.customer.user_id == user_id(request.user)
        if not own and request.method not in SAFE_METHODS:
            self.permission_denied(request)

    def scope(self, queryset: Any) -> QuerySet[Any]:
        return queryset.filter(item__order=self.order).with_lines()


class VendorReturnScope(VendorPartViewSet):
    """What was sold by one vendor."""

    def scope(self, queryset: Any) -> QuerySet[Any]:
        return super().scope(queryset.with_lines())


class StaffReturnScope(StaffViewSet):
    """Of every vendor, and of the store itself."""

    def scope(self, queryset: Any) -> QuerySet[Any]:
        return queryset.with_lines()
