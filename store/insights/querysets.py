from __future__ import annotations

from typing import Any

from django.db import models

from store.shared.identity import user_id


class HistoryQuerySet(models.QuerySet[Any]):
    def for_user(self, user: object) -> HistoryQuerySet:
        """What the user did as a customer."""
        pk = user_id(user)
        return self.none() if pk is None else self.filter(customer__user_id=pk)
