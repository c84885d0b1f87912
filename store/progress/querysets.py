from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Subquery

from store.library.models import LibraryEntry
from store.progress.choices import FINISHED
from store.shared.identity import user_id


class OwnRowsQuerySet(models.QuerySet[Any]):
    def for_user(self, user: object) -> Any:
        """Those of the user's own customer."""
        pk = user_id(user)
        return self.none() if pk is None else self.filter(customer__user_id=pk)


class ReadingProgressQuerySet(OwnRowsQuerySet):
    def held(self) -> ReadingProgressQuerySet:
        """Of what the customer holds now, with the key of the entry (`entry`)."""
        entries = LibraryEntry.objects.filter(
            customer=OuterRef("customer"), product=OuterRef("product")
        )
        return self.filter(Exists(entries)).annotate(
            entry=Subquery(entries.order_by().values("pk")[:1])
        )

    def unfinished(self) -> ReadingProgressQuerySet:
        return self.filter(progression__lt=FINISHED)

    def with_current(self) -> ReadingProgressQuerySet:
        """With the positions that `current` is found among, and no others."""
        rows = self.model.devices.rel.related_model._default_manager
        latest = rows.filter(modified=F("progress__modified"))
        return self.prefetch_related(Prefetch("devices", latest))


class DevicePositionQuerySet(models.QuerySet[Any]):
    def for_user(self, user: object) -> DevicePositionQuerySet:
        pk = user_id(user)
        if pk is None:
            return self.none()
        return self.filter(progress__customer__user_id=pk)
