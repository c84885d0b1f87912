"""Rows of promotions and coupons."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework.permissions import SAFE_METHODS

from store.shared.identity import is_staff
from store.shared.permissions import IsAdminOrReadOnly
from store.shared.scopes import ScopedViewSet
from store.vendors.choices import ROLES_THAT_RUN_THE_SHOP, VendorStatus
from store.vendors.scopes import VendorChildViewSet


class PromotionsViewSet(ScopedViewSet):
    """What runs, for anybody; staff see the others when they ask for them, and write all."""

    permission_classes = [IsAdminOrReadOnly]

    def scope(self, queryset: Any) -> QuerySet[Any]:
        if not is_staff(self.request.user):
            return queryset.public()
        asked = bool(self.request.query_params.get("running"))
        return queryset.public() if self.action == "list" and not asked else queryset


class VendorOffersViewSet(VendorChildViewSet):
    """One vendor's own, for its owners and managers, and staff.

    They write while the vendor is approved.
    """

    readers = writers = ROLES_THAT_RUN_THE_SHOP

    def may_go_on(self) -> bool:
        reads = self.request.method in SAFE_METHODS or is_staff(self.request.user)
        on_sale = self.vendor.status == VendorStatus.APPROVED
        return super().may_go_on() and (reads or on_sale)
