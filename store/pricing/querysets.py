from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from store.catalog.models import Product
from store.vendors.models import Vendor


def within_window(at: datetime) -> Q:
    """Switched on, begun and not over; the end itself is over."""
    begun = Q(starts_at=None) | Q(starts_at__lte=at)
    return Q(is_active=True) & begun & (Q(ends_at=None) | Q(ends_at__gt=at))


class OfferQuerySet(models.QuerySet[Any]):
    def running(self, at: datetime | None = None) -> Any:
        return self.filter(within_window(at or timezone.now()))

    def not_running(self) -> OfferQuerySet:
        return self.exclude(within_window(timezone.now()))

    def for_vendors(self, keys: Collection[int]) -> OfferQuerySet:
        return self.filter(vendor__in=keys)

    def covering(self, product: Product) -> OfferQuerySet:
        """Those that are for this product, running or not."""
        own = Q(vendor=None) | Q(vendor=product.vendor_id)
        named = Q(**{self.model.products_lookup: product.pk})
        named |= Q(collections=product.collection_id)
        scope = self.model._default_manager.filter(own, named | Q(applies_to_all=True))
        return self.filter(pk__in=scope.values("pk"))


class PromotionQuerySet(OfferQuerySet):
    def public(self) -> PromotionQuerySet:
        """What runs, of the store and of vendors that sell."""
        hidden = Vendor.objects.not_selling().values("pk")
        return self.running().filter(Q(vendor=None) | ~Q(vendor__in=hidden))
