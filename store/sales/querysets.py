from __future__ import annotations

from typing import Any

from django.db import models


class VendorCustomerQuerySet(models.QuerySet[Any]):
    def with_names(self) -> VendorCustomerQuerySet:
        """Customers and accounts, asked for apart: a join reads all before it cuts the page."""
        customers = self.model._meta.get_field("customer").related_model
        joined = customers._default_manager.select_related("user")
        return self.prefetch_related(models.Prefetch("customer", queryset=joined))
