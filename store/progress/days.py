"""Times that somebody read, by day."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo

ONE_DAY = timedelta(days=1)


def split_by_day(
    start: datetime, end: datetime, zone: tzinfo
) -> Iterator[tuple[date, int]]:
    """Each day of the zone that the time touches, with its seconds."""
    # In UTC: of two times of one zone Python subtracts what clocks on walls show.
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    while start < end:
        day = start.astimezone(zone).date()
        midnight = datetime.combine(day + ONE_DAY, time(), zone).astimezone(UTC)
        until = min(end, midnight)
        yield day, round((until - start).total_seconds())
        start = until


def count_streak(days: Collection[date], today: date) -> int:
    """Days in a row up to today, or up to yesterday while nobody read today."""
    read = set(days)
    day = today if today in read else today - ONE_DAY
    streak = 0
    while day in read:
        streak, day = streak + 1, day - ONE_DAY
    return streak
