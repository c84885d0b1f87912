from __future__ import annotations

from typing import Any

from django.db import models

from store.shared.identity import user_id


class CustomerClockQuerySet(models.QuerySet[Any]):
    def for_user(self, user: object) -> CustomerClockQuerySet:
        """The clock of the user's own customer, if anything ever changed."""
        pk = user_id(user)
        return self.none() if pk is None else self.filter(customer__user_id=pk)


class RemovedRowQuerySet(models.QuerySet[Any]):
    def for_user(self, user: object) -> RemovedRowQuerySet:
        """What was taken out of the lists of the user's own customer."""
        pk = user_id(user)
        return self.none() if pk is None else self.filter(customer__user_id=pk)
