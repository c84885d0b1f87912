"""`customers/me/reading/` and the sessions that it is counted from."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from store.models import LibraryEntry, ReadingDay, ReadingSession
from store.progress.days import count_streak, split_by_day
from store.progress.services import Session, count_sessions
from tests.positions import (
    PROGRESS,
    READING,
    everything_stored,
    make_read,
    put,
    sent,
    session,
    soon,
    stored,
)

ONE = UUID(int=1)
ALGIERS, PARIS = ZoneInfo("Africa/Algiers"), ZoneInfo("Europe/Paris")
TODAY = date(2026, 11, 20)


def told(client: APIClient, *sessions: Any) -> list[Any]:
    body = {"sessions": sessions}
    answer = client.post(PROGRESS, body, format="json").json()["sessions"]
    return [row.get("code", row["result"]) for row in answer]


@pytest.mark.django_db
def test_a_session_counts_once(reader: APIClient) -> None:
    one = session(ONE, 0, 10)

    assert told(reader, one, one, session(start=20, end=25)) == [
        "stored",
        "same",
        "stored",
    ]
    assert told(reader, one) == ["same"]
    assert [row.seconds for row in ReadingDay.objects.all()] == [900]


@pytest.mark.django_db
def test_another_session_under_the_same_id_is_refused(reader: APIClient) -> None:
    told(reader, session(ONE, 0, 10))
    before = everything_stored()

    assert told(reader, session(ONE, 0, 11)) == ["session_exists"]
    assert everything_stored() == before


@pytest.mark.django_db
def test_ids_of_others_are_nothing_to_one(
    reader: APIClient, client_of: Any, bob: Any
) -> None:
    assert told(reader, session(ONE)) == told(client_of(bob), session(ONE, 1, 2))
    assert ReadingSession.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ({"ended_at": "2026-11-20T09:00:00Z"}, "invalid"),
        ({"ended_at": "2026-11-20T08:00:00Z"}, "invalid"),
        ({"ended_at": "2026-11-21T09:00:00.000001Z"}, "invalid"),
        ({"ended_at": None}, "invalid"),
        ({"started_at": "2026-11-20T09:00:00"}, "invalid"),
        ({"id": "no-uuid"}, "invalid"),
        ({"id": 2**128}, "invalid"),
        ({"id": None}, "invalid"),
    ],
)
def test_what_is_no_session_is_refused(
    reader: APIClient, bad: dict[str, Any], code: str
) -> None:
    assert told(reader, {**session(), **bad}) == [code]
    assert not ReadingSession.objects.exists()


@pytest.mark.django_db
def test_a_session_does_not_end_in_the_future(reader: APIClient) -> None:
    ahead = {"started_at": soon(minutes=-9), "ended_at": soon(minutes=6)}

    assert told(reader, {**session(), **ahead}) == ["session_in_future"]
    ahead["ended_at"] = soon(minutes=4)
    assert told(reader, {**session(), **ahead}) == ["stored"]


@pytest.mark.django_db
def test_a_whole_day_is_the_most_that_a_day_has(reader: APIClient) -> None:
    midnight = {"started_at": "2026-11-19T00:00Z", "ended_at": "2026-11-20T00:00Z"}

    assert told(reader, *[{**session(), **midnight}] * 3)[0] == "stored"
    assert told(reader, {**session(), **midnight}) == ["stored"]
    assert [(row.day, row.seconds) for row in ReadingDay.objects.all()] == [
        (date(2026, 11, 19), 86_400)
    ]


@pytest.mark.django_db
def test_a_session_comes_with_a_position_and_falls_with_it(
    reader: APIClient, entry: LibraryEntry
) -> None:
    stored(reader, entry, {**sent(0.5, 5), "session": session(ONE)})
    before = everything_stored()

    late = {**sent(0.4, 4), "session": session(start=20, end=30)}
    other = {**sent(0.6, 6), "session": session(ONE, 1, 2)}
    ahead = {**session(), "started_at": soon(minutes=-9), "ended_at": soon(minutes=6)}
    for body, status, code in (
        (late, 409, "older_position"),
        (other, 409, "session_exists"),
        ({**sent(0.6, 6), "session": ahead}, 400, "session_in_future"),
    ):
        answer = put(reader, entry, body)
        assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert everything_stored() == before
    stored(reader, entry, {**sent(0.5, 5), "session": session(ONE)})
    assert everything_stored() == before


@pytest.mark.django_db
def test_reading_time_is_told_by_day(alice: Any, reader: APIClient) -> None:
    now = timezone.now().replace(hour=12)
    for days in (0, 1, 2, 4, 29, 30):
        end = now - timedelta(days=days)
        start = end - timedelta(seconds=100 + days)
        if days:
            read = Session(UUID(int=days), start, end)
        else:
            start = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
            read = Session(UUID(int=days), start, start + timedelta(seconds=60))
        count_sessions(customer_id=alice.customer.pk, sessions=[read])
    make_read(alice.customer, 0.99)
    make_read(alice.customer, 0.5)

    answer = reader.get(READING).json()

    assert answer["today_seconds"] == 60
    assert len(answer["days"]) == 30
    read_on = {row["day"]: row["seconds"] for row in answer["days"] if row["seconds"]}
    today = timezone.localdate()
    assert read_on == {
        str(today - timedelta(days=days)): 100 + days if days else 60
        for days in (0, 1, 2, 4, 29)
    }
    assert (answer["streak_days"], answer["books_finished"]) == (3, 1)


@pytest.mark.django_db
def test_who_never_read_has_zeroes(client_of: Any, bob: Any) -> None:
    answer = client_of(bob).get(READING).json()

    assert {row["seconds"] for row in answer.pop("days")} == {0}
    assert answer == {"today_seconds": 0, "streak_days": 0, "books_finished": 0}


@pytest.mark.parametrize(
    ("start", "end", "zone", "parts"),
    [
        ((20, 9, 0), (20, 10, 0), UTC, [(20, 3600)]),
        ((20, 23, 30), (21, 0, 10), UTC, [(20, 1800), (21, 600)]),
        ((20, 22, 30), (20, 23, 10), ALGIERS, [(20, 1800), (21, 600)]),
        ((20, 23, 0), (21, 0, 0), UTC, [(20, 3600)]),
        ((20, 12, 0), (21, 12, 0), UTC, [(20, 43_200), (21, 43_200)]),
    ],
)
def test_a_session_over_midnight_is_split_where_the_store_is(
    start: Any, end: Any, zone: Any, parts: Any
) -> None:
    first, last = (datetime(2026, 11, *each, tzinfo=UTC) for each in (start, end))

    found = [(day.day, seconds) for day, seconds in split_by_day(first, last, zone)]

    assert found == parts


def test_the_night_on_which_clocks_are_set_back_is_an_hour_longer() -> None:
    start = datetime(2026, 10, 25, 0, tzinfo=PARIS)
    end = datetime(2026, 10, 25, 4, tzinfo=PARIS)

    assert list(split_by_day(start, end, PARIS)) == [(date(2026, 10, 25), 5 * 3600)]


@pytest.mark.parametrize(
    ("days", "streak"),
    [([], 0), ([0], 1), ([1], 1), ([2], 0), ([0, 1, 2, 4], 3), ([1, 2], 2)],
)
def test_a_streak_holds_until_a_day_passed_without_reading(
    days: list[int], streak: int
) -> None:
    read = [TODAY - timedelta(days=number) for number in days]

    assert count_streak(read, TODAY) == streak
