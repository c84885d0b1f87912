"""Days of the store's time zone as moments."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

# Nothing happened before, nothing will after; every database holds both.
FIRST, LAST = date(2000, 1, 1), date(2999, 12, 31)


def start_of(day: date) -> datetime:
    """The first moment of a day; of one far off, of the first or last there is."""
    return timezone.make_aware(datetime.combine(max(FIRST, min(day, LAST)), time.min))


def end_of(day: date) -> datetime:
    """The first moment that is not of this day any more."""
    return start_of(min(day, LAST) + timedelta(days=1))
