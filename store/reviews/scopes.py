"""Reviews for those who sell what is reviewed."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from store.vendors.choices import ROLES_THAT_RUN_THE_SHOP
from store.vendors.scopes import VendorChildViewSet


class ReviewsOfVendorViewSet(VendorChildViewSet):
    """Of the products that a vendor has now: members read, owners and managers answer."""

    writers = ROLES_THAT_RUN_THE_SHOP

    def scope(self, queryset: Any) -> QuerySet[Any]:
        return queryset.of_vendor(self.vendor)
