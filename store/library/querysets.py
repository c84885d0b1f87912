from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce

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


def with_items(customers: QuerySet[Any], *, newest: int) -> QuerySet[Any]:
    """The customers with `item_count`, and so many entries each as `newest_items`."""
    entries = customers.model._meta.get_field("library").related_model._default_manager
    held = entries.filter(customer=OuterRef("pk")).order_by().values("customer")
    count = Subquery(held.annotate(count=Count("pk")).values("count"))
    shown = Prefetch("library", entries.newest()[:newest], to_attr="newest_items")
    return customers.annotate(item_count=Coalesce(count, 0)).prefetch_related(shown)
