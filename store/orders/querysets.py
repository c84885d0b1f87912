from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from store.shared.identity import user_id

if TYPE_CHECKING:
    from store.orders.models import Order


class OrderQuerySet(models.QuerySet["Order"]):
    def for_user(self, user: object) -> OrderQuerySet:
        """What the user placed as a customer."""
        pk = user_id(user)
        return self.none() if pk is None else self.filter(customer__user_id=pk)
