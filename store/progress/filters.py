"""What held items may be filtered by."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, QuerySet

from store.library.models import LibraryEntry
from store.progress.choices import FINISHED, ReadingStatus
from store.progress.models import ReadingProgress


class HeldEntryFilter(django_filters.FilterSet):
    status = django_filters.ChoiceFilter(
        choices=ReadingStatus.choices,
        method="with_status",
        help_text="How far they were read: by the current position, not by `finished_at`.",
    )

    class Meta:
        model = LibraryEntry
        fields: list[str] = []

    def with_status(
        self, entries: QuerySet[Any], name: str, status: str
    ) -> QuerySet[Any]:
        read = ReadingProgress.objects.filter(
            customer=OuterRef("customer"), product=OuterRef("product")
        )
        if status == ReadingStatus.UNREAD:
            return entries.filter(~Exists(read))
        if status == ReadingStatus.READING:
            return entries.filter(Exists(read.unfinished()))
        return entries.filter(Exists(read.filter(progression__gte=FINISHED)))
