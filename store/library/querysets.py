from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Count

from store.library.choices import Source
from store.shared.identity import user_id


class LibraryEntryQuerySet(models.QuerySet[Any]):
    def for_user(self, user: object) -> LibraryEntryQuerySet:
        """What the user's own customer holds."""
        pk = user_id(user)
        return self.none() if pk is None else self.filter(customer__user_id=pk)

    def bought(self) -> LibraryEntryQuerySet:
        return self.filter(source=Source.BOUGHT)

    def newest(self) -> LibraryEntryQuerySet:
        """With the titles of the products; the newest first."""
        shown = ("customer_id", "source", "created_at", "product__title")
        return self.select_related("product").only(*shown).order_by("-id")

    def item_ids(self) -> list[int]:
        """Of every product that is held, from the newest entry on."""
        return list(self.order_by("-id").values_list("product_id", flat=True))

    def counts(self, customers: Iterable[Any]) -> dict[int, int]:
        """How many entries each of the customers has, by pk; without those of none."""
        rows = self.filter(customer__in=customers).order_by().values("customer")
        counted = rows.annotate(count=Count("pk"))
        return dict(counted.values_list("customer", "count"))


class GoneEntryQuerySet(models.QuerySet[Any]):
    def for_user(self, user: object) -> GoneEntryQuerySet:
        """What the user's own customer held once."""
        pk = user_id(user)
        return self.none() if pk is None else self.filter(customer__user_id=pk)
