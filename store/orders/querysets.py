from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import models

from store.orders.choices import OPEN
from store.shared.identity import user_id


class OrderQuerySet(models.QuerySet[Any]):
    def for_user(self, user: object) -> OrderQuerySet:
        """What the user placed as a customer."""
        pk = user_id(user)
        return self.none() if pk is None else self.filter(customer__user_id=pk)


class ReturnQuerySet(models.QuerySet[Any]):
    def for_user(self, user: object) -> ReturnQuerySet:
        """What the user asked for as a customer."""
        pk = user_id(user)
        if pk is None:
            return self.none()
        return self.filter(item__order__customer__user_id=pk)

    def for_vendors(self, keys: Collection[int]) -> ReturnQuerySet:
        return self.filter(vendor__in=keys)

    def with_lines(self) -> ReturnQuerySet:
        return self.select_related("item")


class VendorOrderQuerySet(models.QuerySet[Any]):
    def with_buyers(self) -> VendorOrderQuerySet:
        """Orders and their customers, asked for apart.

        Joined, MariaDB reads them for all parts of a vendor before it cuts the page.
        """
        orders = self.model._meta.get_field("order").related_model._default_manager
        joined = orders.select_related("customer__user")
        return self.prefetch_related(models.Prefetch("order", queryset=joined))

    def with_lines(self) -> VendorOrderQuerySet:
        """The lines as a vendor is shown them: with the product, and a return."""
        items = self.model._meta.get_field("items").related_model._default_manager
        joined = items.select_related("product", "standing_return")
        return self.prefetch_related(models.Prefetch("items", queryset=joined))

    def for_vendors(self, keys: Collection[int]) -> VendorOrderQuerySet:
        return self.filter(vendor__in=keys)

    def open(self) -> VendorOrderQuerySet:
        """Parts that their vendor still has to deal with: not delivered, cancelled or returned."""
        return self.filter(status__in=OPEN)
