"""Whose payments, refunds and rows of the ledger an endpoint shows."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from django.db.models import QuerySet

from store.customers.scopes import CustomerOrStaffViewSet
from store.orders.models import Order
from store.payments.ledger_models import Payout
from store.shared.identity import is_staff
from store.shared.scopes import PublicViewSet, get_or_404
from store.vendors.choices import ROLES_THAT_RUN_THE_SHOP
from store.vendors.scopes import VendorChildViewSet


class OrderChildViewSet(CustomerOrStaffViewSet):
    """What belongs to one order: for its customer and for staff, 404 for everybody else.

    The customer gets a 403 for what `staff_actions` names.
    """

    staff_actions: ClassVar[frozenset[str]] = frozenset()

    @cached_property
    def order(self) -> Order:
        orders = super().scope(Order.objects.all())
        return get_or_404(orders, pk=self.kwargs["order_pk"])

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.order  # noqa: B018 - a missing or foreign order is a 404 for every verb
        if self.action in self.staff_actions and not is_staff(request.user):
            self.permission_denied(request)

    def scope(self, queryset: Any) -> QuerySet[Any]:
        return queryset.filter(order=self.order)


class OfferViewSet(PublicViewSet):
    """What the store offers to everyone by its settings; there are no rows of it."""

    def scope(self, queryset: Any) -> QuerySet[Any]:
        return queryset.none()


class VendorMoneyViewSet(VendorChildViewSet):
    """Read by owners and managers, written by the store's staff alone; 404 for outsiders."""

    readers = ROLES_THAT_RUN_THE_SHOP
    writers = ()


class PayoutRowViewSet(VendorMoneyViewSet):
    """The rows of the ledger that one payout names."""

    @cached_property
    def payout(self) -> Payout:
        payouts = Payout.objects.filter(vendor=self.vendor)
        return get_or_404(payouts, pk=self.kwargs["payout_pk"])

    def scope(self, queryset: Any) -> QuerySet[Any]:
        return super().scope(queryset).filter(settled_in__payout=self.payout)
