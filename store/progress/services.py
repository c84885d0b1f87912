"""Where customers are in what they hold, and for how long they read.

Positions are merged under the lock of the customer, by the clocks of their devices: what came
later by those is the current one, in whatever order they arrive.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from store.library.errors import NotHeld
from store.library.models import LibraryEntry
from store.progress.books import OpenBook, open_books, save_books
from store.progress.choices import DAYS_SHOWN, LONGEST_DAY, Outcome
from store.progress.days import ONE_DAY, count_streak, split_by_day
from store.progress.errors import (
    OlderPosition,
    SessionExists,
    SessionInFuture,
)
from store.progress.merging import Position
from store.progress.models import ReadingDay, ReadingProgress, ReadingSession
from store.shared.errors import StoreError
from store.shared.retrying import retried
from store.sync.choices import MOST_AHEAD
from store.sync.errors import ModifiedInFuture
from store.sync.services import refuse_future

Judged = Outcome | StoreError


@dataclass(frozen=True)
class Session:
    """A time of reading, under the id that the device gave it."""

    uid: UUID
    started_at: datetime
    ended_at: datetime


# --- One position ------------------------------------------------------------------


@retried
def move_to(
    *, entry: LibraryEntry, sent: Position, session: Session | None = None
) -> None:
    """Make it the current position, and count the session with it; all or nothing.

    The very same again changes nothing. Raises ModifiedInFuture, OlderPosition,
    SessionInFuture, SessionExists, and LibraryEntry.DoesNotExist when it went meanwhile.
    """
    refuse_future(sent.modified)
    books = open_books(customer_id=entry.customer_id, entry_ids=[entry.pk])
    if entry.pk not in books:
        raise LibraryEntry.DoesNotExist
    book = books[entry.pk]
    refuse_older(book, sent)
    if session is not None:
        [judged] = count_sessions(customer_id=entry.customer_id, sessions=[session])
        if isinstance(judged, StoreError):
            raise judged
    book.known.merge(sent)
    save_books(customer_id=entry.customer_id, books=[book])


def refuse_older(book: OpenBook, sent: Position) -> None:
    current = book.known.current
    if current is None or book.known.devices.get(sent.device_id) == sent:
        return
    if sent.rank < current.rank:
        raise OlderPosition(current, sent)


# --- Many, after reading without a network -----------------------------------------


@retried
def store_batch(
    *,
    customer_id: int,
    positions: Sequence[tuple[int, Position]],
    sessions: Sequence[Session],
) -> tuple[list[Judged], list[Judged]]:
    """Positions by the key of their entry, and sessions: what became of each, in order.

    Each is judged alone; a refused one is its error. Raises Customer.DoesNotExist.
    """
    keys = {key for key, _ in positions}
    books = open_books(customer_id=customer_id, entry_ids=keys)
    stored = [judge(books.get(key), sent) for key, sent in positions]
    save_books(customer_id=customer_id, books=books.values())
    return stored, count_sessions(customer_id=customer_id, sessions=sessions)


def judge(book: OpenBook | None, sent: Position) -> Judged:
    if book is None:
        return NotHeld()
    try:
        refuse_future(sent.modified)
    except ModifiedInFuture as error:
        return error
    return book.known.merge(sent)


# --- Reading -----------------------------------------------------------------------


def progress_of(*, entry: LibraryEntry) -> ReadingProgress | None:
    """With the positions of all devices; None for what was never read."""
    rows = ReadingProgress.objects.filter(
        customer=entry.customer_id, product=entry.product_id
    )
    return rows.prefetch_related("devices").first()


def progress_by_product(
    *, user: object, product_ids: Collection[int]
) -> dict[int, ReadingProgress]:
    """With their current positions, in two queries."""
    rows = ReadingProgress.objects.for_user(user).filter(product__in=product_ids)
    return {row.product_id: row for row in rows.with_current()}


# --- For how long ------------------------------------------------------------------


def count_sessions(*, customer_id: int, sessions: Sequence[Session]) -> list[Judged]:
    """Count each once: what became of each, in order. The caller has locked the customer."""
    if not sessions:
        return []
    rows = ReadingSession.objects.filter(
        customer=customer_id, uid__in=[session.uid for session in sessions]
    )
    there = {row.uid: Session(row.uid, row.started_at, row.ended_at) for row in rows}
    latest = timezone.now() + MOST_AHEAD
    judged: list[Judged] = []
    new = []
    for session in sessions:
        known = there.get(session.uid)
        if known is not None:
            judged.append(Outcome.SAME if known == session else SessionExists())
        elif session.ended_at > latest:
            judged.append(SessionInFuture())
        else:
            there[session.uid] = session
            new.append(session)
            judged.append(Outcome.STORED)
    save_sessions(customer_id, new)
    return judged


def save_sessions(customer_id: int, sessions: Sequence[Session]) -> None:
    if not sessions:
        return
    ReadingSession.objects.bulk_create(
        ReadingSession(
            customer_id=customer_id,
            uid=session.uid,
            started_at=session.started_at,
            ended_at=session.ended_at,
        )
        for session in sessions
    )
    zone, seconds = timezone.get_default_timezone(), Counter[Any]()
    for session in sessions:
        for day, count in split_by_day(session.started_at, session.ended_at, zone):
            seconds[day] += count
    rows = ReadingDay.objects.filter(customer=customer_id, day__in=seconds)
    there = list(rows)
    for row in there:
        row.seconds = min(row.seconds + seconds.pop(row.day), LONGEST_DAY)
    ReadingDay.objects.bulk_update(there, ["seconds"])
    ReadingDay.objects.bulk_create(
        ReadingDay(customer_id=customer_id, day=day, seconds=min(count, LONGEST_DAY))
        for day, count in sorted(seconds.items())
    )


def reading_time(*, user: object) -> dict[str, Any]:
    """`{today_seconds, days, streak_days, books_finished}`, in two queries."""
    today = timezone.localdate(timezone=timezone.get_default_timezone())
    rows = ReadingDay.objects.for_user(user).filter(seconds__gt=0)
    seconds = dict(rows.values_list("day", "seconds"))
    shown = [today - number * ONE_DAY for number in range(DAYS_SHOWN)]
    finished = ReadingProgress.objects.for_user(user).exclude(finished_at=None)
    return {
        "today_seconds": seconds.get(today, 0),
        "days": [{"day": day, "seconds": seconds.get(day, 0)} for day in shown],
        "streak_days": count_streak(seconds, today),
        "books_finished": finished.count(),
    }
