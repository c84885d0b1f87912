from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from store.sheets.choices import LOST_AFTER, OPEN, ImportStatus


class ImportQuerySet(models.QuerySet[Any]):
    def for_vendors(self, keys: Collection[int]) -> ImportQuerySet:
        return self.filter(vendor__in=keys)

    def open(self) -> ImportQuerySet:
        """What waits or runs."""
        return self.filter(status__in=OPEN)

    def ended(self) -> ImportQuerySet:
        return self.exclude(status__in=OPEN)

    def to_run(self) -> ImportQuerySet:
        """What waits, and what runs without giving a sign of life."""
        silent = timezone.now() - LOST_AFTER
        lost = Q(status=ImportStatus.RUNNING, beat_at__lt=silent)
        return self.filter(Q(status=ImportStatus.WAITING) | lost)

    def left_behind(self) -> ImportQuerySet:
        """What should run and does not: its task, or its worker, was lost."""
        silent = timezone.now() - LOST_AFTER
        return self.open().filter(beat_at__lt=silent)
