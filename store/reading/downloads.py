"""Downloads of what is held: counted, and not more than so many of one book."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from math import ceil

from django.conf import settings
from django.db import IntegrityError
from django.utils import timezone

from store.library.models import LibraryEntry
from store.reading.errors import DownloadLimitReached, NoSuchFile
from store.reading.models import BookFile, Download
from store.shared.retrying import retried

CHUNK = 500


def lifetime() -> timedelta:
    """Of a link, and of a download: what comes again within it goes on with the same one."""
    return timedelta(minutes=settings.STORE_DOWNLOAD_MINUTES)


def limit() -> int | None:
    """How many of one book, within `period`; None for as many as one likes."""
    most: int = settings.STORE_DOWNLOADS_PER_BOOK
    return most if most > 0 else None


def period() -> timedelta:
    return timedelta(days=settings.STORE_DOWNLOADS_DAYS)


def begin_download(*, entry: LibraryEntry, edition: BookFile) -> Download:
    """The download that its holder is about to make, or goes on with; counted once.

    For an edition that `find_edition` found. Raises DownloadLimitReached,
    LibraryEntry.DoesNotExist when it is not held any more, NoSuchFile when it was deleted.
    """
    try:
        return count_download(entry_id=entry.pk, edition_id=edition.pk)
    except IntegrityError:
        raise NoSuchFile from None


@retried
def count_download(*, entry_id: int, edition_id: int) -> Download:
    """Who comes second waits at the entry."""
    entry = LibraryEntry.objects.select_for_update().get(pk=entry_id)
    now = timezone.now()
    mine = Download.objects.filter(entry=entry).order_by("-at")
    under_way = mine.filter(edition=edition_id, at__gt=now - lifetime()).first()
    if under_way is not None:
        return under_way
    refuse_too_many(entry=entry, now=now)
    return Download.objects.create(entry=entry, edition_id=edition_id, at=now)


def refuse_too_many(*, entry: LibraryEntry, now: datetime) -> None:
    """Raises DownloadLimitReached, with the time until the oldest that counts is over."""
    most = limit()
    if most is None:
        return
    counted = Download.objects.counted().filter(entry=entry).order_by("-at")
    times = list(counted.values_list("at", flat=True)[:most])
    if len(times) == most:
        wait = times[-1] + period() - now
        raise DownloadLimitReached(most, retry_after=ceil(wait.total_seconds()))


def count_by_entry(*, ids: Iterable[int]) -> dict[int, int]:
    """How many downloads count of each entry; without those of none. One query."""
    return Download.objects.counted().filter(entry__in=ids).by_entry()


def let_download_anew(*, entry_ids: Iterable[int]) -> None:
    """What these entries downloaded until now does not count any more."""
    Download.objects.filter(entry__in=entry_ids).update(counts=False)


def delete_old_downloads() -> int:
    """Those that count no more, a few at a time. Returns how many."""
    old = Download.objects.filter(at__lte=timezone.now() - max(period(), lifetime()))
    deleted = 0
    while keys := list(old.values_list("pk", flat=True)[:CHUNK]):
        deleted += Download.objects.filter(pk__in=keys).delete()[0]
    return deleted
