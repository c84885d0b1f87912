from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import OuterRef, Subquery

from store.library.models import LibraryEntry
from store.shared.identity import user_id


class MarkQuerySet(models.QuerySet[Any]):
    def for_user(self, user: object) -> MarkQuerySet:
        """The user's own, in whatever books; also in those that they hold no more."""
        pk = user_id(user)
        return self.none() if pk is None else self.filter(customer__user_id=pk)

    def in_book(self, entry: LibraryEntry) -> MarkQuerySet:
        """The holder's own, in the book that is held."""
        return self.filter(customer=entry.customer_id, product=entry.product_id)

    def held(self) -> MarkQuerySet:
        """Those in books that their customer holds now, with `entry_id`."""
        entries = LibraryEntry.objects.filter(
            customer=OuterRef("customer"), product=OuterRef("product")
        )
        # Not by EXISTS: MariaDB makes a join of that, and sorts all marks for each page.
        known = self.annotate(entry_id=Subquery(entries.values("pk")[:1]))
        return known.filter(entry_id__isnull=False)

    def live(self) -> MarkQuerySet:
        return self.filter(is_deleted=False)
