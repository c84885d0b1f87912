from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import models
from django.db.models import Avg, Count


class ReviewQuerySet(models.QuerySet[Any]):
    def of_vendor(self, vendor: models.Model) -> ReviewQuerySet:
        """What is said about the products that the vendor has now."""
        return self.filter(product__vendor=vendor)

    def for_vendors(self, keys: Collection[int]) -> ReviewQuerySet:
        """What is said about products of these vendors."""
        return self.filter(product__vendor__in=keys)

    def average(self) -> dict[str, Any]:
        """`average` (None without any) and `count`; words without a rating do not count."""
        return self.aggregate(average=Avg("rating"), count=Count("rating"))
