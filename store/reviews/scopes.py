"""Reviews for those who read a product, and for those who sell it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from store.catalog.scopes import ProductChildViewSet
from store.customers.models import Customer
from store.customers.services import customer_for
from store.shared.identity import user_id
from store.vendors.choices import ROLES_THAT_RUN_THE_SHOP
from store.vendors.scopes import VendorChildViewSet


class ReviewsOfProductViewSet(ProductChildViewSet):
    """Lists: what the store did not hide; one: also one's own, and any for staff."""

    def scope(self, queryset: Any) -> QuerySet[Any]:
        rows: Any = super().scope(queryset)
        if self.action == "list":
            return rows.public()
        return rows.visible_to(self.request.user)

    @property
    def customer(self) -> Customer:
        """Who asks; a test's user that was never saved is nobody."""
        if user_id(self.request.user) is None:
            raise Http404
        return customer_for(user=self.request.user)


class OwnReviewScope(ReviewsOfProductViewSet):
    """One's own review of a product, hidden or not."""

    def scope(self, queryset: Any) -> QuerySet[Any]:
        rows: Any = super().scope(queryset)
        return rows.of_user(self.request.user)


class ReviewsOfVendorViewSet(VendorChildViewSet):
    """Of the products that a vendor has now: members read, owners and managers answer."""

    writers = ROLES_THAT_RUN_THE_SHOP

    def scope(self, queryset: Any) -> QuerySet[Any]:
        return queryset.of_vendor(self.vendor)
