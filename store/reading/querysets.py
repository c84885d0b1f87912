from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, Func, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from store.library.models import LibraryEntry
from store.reading.choices import LOST_AFTER, FileStatus
from store.shared.identity import user_id


def count_of(rows: models.QuerySet[Any]) -> Coalesce:
    """How many rows there are, to be annotated."""
    counted = rows.order_by().annotate(number=Func("pk", function="COUNT"))
    return Coalesce(Subquery(counted.values("number")), 0)


class BookFileQuerySet(models.QuerySet[Any]):
    def for_vendors(self, keys: Collection[int]) -> BookFileQuerySet:
        return self.filter(book__product__vendor__in=keys)

    def ready(self) -> BookFileQuerySet:
        return self.filter(status=FileStatus.READY)

    def current(self) -> BookFileQuerySet:
        """What whoever buys the book now gets, and the samples of now."""
        return self.ready().filter(replaced_at=None)

    def slot(
        self, *, book_id: int, file_format: str, is_sample: bool
    ) -> BookFileQuerySet:
        """The editions of one file."""
        return self.filter(book=book_id, format=file_format, is_sample=is_sample)

    def to_check(self) -> BookFileQuerySet:
        """What nobody looks into now."""
        silent = timezone.now() - LOST_AFTER
        free = Q(taken_at=None) | Q(taken_at__lt=silent)
        return self.filter(free, status=FileStatus.WAITING)

    def held(self) -> BookFileQuerySet:
        """What somebody holds: if it was replaced, since before that."""
        holders = LibraryEntry.objects.filter(product=OuterRef("book"))
        before = holders.filter(created_at__lt=OuterRef("replaced_at"))
        return self.filter(
            Q(Exists(holders), replaced_at=None) | Q(Exists(before)), is_sample=False
        )

    def with_holders(self) -> BookFileQuerySet:
        """With `holders`: how many customers hold the book, in whatever edition."""
        entries = LibraryEntry.objects.filter(product=OuterRef("book"))
        return self.annotate(holders=count_of(entries))

    def unheld_leftovers(self) -> BookFileQuerySet:
        """What was replaced or withdrawn, and nobody holds (any more)."""
        kept = self.model.objects.held().values("pk")
        return self.ready().exclude(replaced_at=None).exclude(pk__in=kept)


class DownloadQuerySet(models.QuerySet[Any]):
    def for_user(self, user: object) -> DownloadQuerySet:
        """What the user's own customer downloaded."""
        pk = user_id(user)
        return self.none() if pk is None else self.filter(entry__customer__user=pk)

    def counted(self) -> DownloadQuerySet:
        """Those that the limit of now is about."""
        days = timedelta(days=settings.STORE_DOWNLOADS_DAYS)
        return self.filter(counts=True, at__gt=timezone.now() - days)

    def by_entry(self) -> dict[int, int]:
        """How many of each entry, by its pk; without those of none."""
        rows = self.order_by().values_list("entry")
        return dict(rows.annotate(number=Count("pk")))
