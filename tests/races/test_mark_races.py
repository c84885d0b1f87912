"""Devices of one customer at once: whoever syncs misses nothing, and the later version stays."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Barrier, Event, Thread
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.utils import timezone
from rest_framework.test import APIClient

from core.privacy.erase import erase_person
from store.marks import shelves
from store.marks.services import add_mark
from store.marks.shelves import Shelf
from store.models import LibraryEntry, Mark
from tests.builders import make_entry
from tests.mark_builders import (
    BATCH_URL,
    NOON,
    at,
    bookmark,
    deleted,
    make_mark,
    uid,
    url_of,
)
from tests.races.together import together

pytestmark = [pytest.mark.mariadb, pytest.mark.django_db(transaction=True)]
LIST = "/store/customers/me/library/bookmarks/"
WRITERS, ROUNDS = 4, 6


class Reader:
    """A device that keeps a copy by `updated_since`, as the documentation says."""

    def __init__(self, entry: LibraryEntry) -> None:
        self.client = client_of(entry)
        self.copy: dict[str, dict[str, Any]] = {}
        self.since = "1970-01-01T00:00:00Z"

    def sync(self, size: int = 3) -> None:
        query = {"updated_since": self.since, "page_size": size}
        page = self.client.get(LIST, query).json()
        while True:
            self.copy |= {row["id"]: row for row in page["results"]}
            if page["next"] is None:
                break
            page = self.client.get(page["next"]).json()
        self.since = page["synced_at"]

    def seen(self) -> set[tuple[str, str, bool, str]]:
        return {
            (key, row["note"], row["is_deleted"], row["updated_at"])
            for key, row in self.copy.items()
        }


def there() -> set[tuple[str, str, bool, str]]:
    return {
        (
            str(mark.uid),
            mark.note,
            mark.is_deleted,
            mark.updated_at.isoformat().replace("+00:00", "Z"),
        )
        for mark in Mark.objects.all()
    }


def client_of(entry: LibraryEntry) -> APIClient:
    client = APIClient()
    client.force_authenticate(entry.customer.user)
    return client


def run(call: Callable[[], Any]) -> Thread:
    def on_own_connection() -> None:
        try:
            call()
        finally:
            connection.close()

    thread = Thread(target=on_own_connection)
    thread.start()
    return thread


def test_a_reader_misses_nothing_that_is_written_meanwhile() -> None:
    entry = make_entry()
    other = make_entry(entry.customer)
    reader, done = Reader(entry), Event()

    def write(number: int) -> list[int]:
        """Marks of its own in two books, and one that all of them change and delete."""
        client, codes = client_of(entry), []
        for turn in range(ROUNDS):
            own = 100 * number + turn
            shared = deleted(1) if (turn + number) % 3 == 0 else bookmark(1)
            rows = [
                {**shared, "entry": entry.pk, "modified": at(turn * WRITERS + number)},
                {**bookmark(50 + own), "entry": other.pk, "note": f"{own}"},
            ]
            codes.append(
                client.post(BATCH_URL, {"bookmarks": rows}, format="json").status_code
            )
            one = client.post(url_of(entry), bookmark(10_000 + own), format="json")
            codes.append(one.status_code)
        return codes

    def read() -> int:
        times = 0
        while not done.is_set():
            reader.sync()
            times += 1
        return times

    reading = run(read)
    results = together(*(partial(write, number) for number in range(WRITERS)))
    done.set()
    reading.join(timeout=60)
    reader.sync()

    assert results == [[200, 201] * ROUNDS] * WRITERS
    assert reader.seen() == there()
    assert Mark.objects.count() == 2 * WRITERS * ROUNDS + 1


def late_and_soon(
    entry: LibraryEntry, reader: Reader, ticked: Event, go: Event
) -> None:
    """One writer has its moment and waits; another one comes; the reader reads; both commit."""
    write = partial(add_mark, entry=entry, kind="bookmark")
    sent = {"locator": "page=1", "modified": NOON}
    late = run(partial(write, uid=UUID(int=1), sent=sent))
    ticked.wait(timeout=10)
    soon = run(partial(write, uid=UUID(int=2), sent=sent))
    soon.join(timeout=1)
    reader.sync()
    go.set()
    late.join(timeout=30)
    soon.join(timeout=30)
    reader.sync()


def waiting_once(give: Callable[..., Any], ticked: Event, go: Event) -> Any:
    """`give`, after which the first to call it waits."""

    def wait(**kwargs: Any) -> Any:
        moments = give(**kwargs)
        if not ticked.is_set():
            ticked.set()
            go.wait(timeout=30)
        return moments

    return wait


def test_who_has_a_moment_and_commits_late_is_not_missed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    entry, ticked, go = make_entry(), Event(), Event()
    reader = Reader(entry)
    monkeypatch.setattr(shelves, "tick", waiting_once(shelves.tick, ticked, go))

    late_and_soon(entry, reader, ticked, go)

    assert Mark.objects.count() == 2
    assert reader.seen() == there()


def test_without_the_lock_who_commits_late_is_missed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The control: moments of the machine's clock, and nobody waits for anybody."""

    def give(*, customer_id: int, count: int) -> list[Any]:
        return [timezone.now() for _ in range(count)]

    entry, ticked, go = make_entry(), Event(), Event()
    reader = Reader(entry)
    monkeypatch.setattr(shelves, "lock_customer", lambda pk: None)
    monkeypatch.setattr(shelves, "tick", waiting_once(give, ticked, go))
    monkeypatch.setattr("store.sync.pagination.clock_of", lambda user: timezone.now())

    late_and_soon(entry, reader, ticked, go)

    assert Mark.objects.count() == 2
    assert reader.copy.keys() == {uid(2)}


@pytest.mark.parametrize("attempt", range(3))
def test_the_same_mark_sent_twice_at_once_is_one(attempt: int) -> None:
    entry = make_entry()

    def post() -> int:
        return (
            client_of(entry).post(url_of(entry), bookmark(), format="json").status_code
        )

    assert sorted(together(*[post] * 4)) == [200, 200, 200, 201]
    assert Mark.objects.count() == 1


@pytest.mark.parametrize("attempt", range(3))
@pytest.mark.parametrize("edit_is_later", [True, False])
def test_of_an_edit_and_a_deletion_at_once_the_later_stays(
    edit_is_later: bool, attempt: int
) -> None:
    entry = make_entry()
    make_mark(entry, uid=uid(1))

    results = together(*edit_and_delete(entry, edit_is_later))

    mark = Mark.objects.get()
    assert (mark.is_deleted, mark.note) == (
        (False, "Edited") if edit_is_later else (True, "")
    )
    edited, gone = results
    allowed = {(200, 204), (200, 409)} if edit_is_later else {(200, 204), (409, 204)}
    assert (edited, gone) in allowed


def edit_and_delete(
    entry: LibraryEntry, edit_is_later: bool
) -> list[Callable[[], int]]:
    early, late = "2026-11-20T12:01:00Z", "2026-11-20T12:02:00Z"
    edited, gone = (late, early) if edit_is_later else (early, late)
    sent = bookmark(note="Edited", modified=edited)

    def edit() -> int:
        return client_of(entry).put(url_of(entry, 1), sent, format="json").status_code

    def delete() -> int:
        url = f"{url_of(entry, 1)}?modified={gone}"
        return client_of(entry).delete(url).status_code

    return [edit, delete]


def test_without_the_lock_an_older_edit_undoes_a_deletion(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The control: both have read the mark when the first of them writes."""
    entry = make_entry()
    make_mark(entry, uid=uid(1))
    both_have_read, is_deleted = Barrier(2), Event()
    put = Shelf.put

    def put_when_both_have_read(shelf: Shelf, **sent: Any) -> Any:
        both_have_read.wait(timeout=10)
        if not sent["version"]["is_deleted"]:
            is_deleted.wait(timeout=10)
        return put(shelf, **sent)

    monkeypatch.setattr(shelves, "lock_customer", lambda pk: None)
    monkeypatch.setattr(Shelf, "put", put_when_both_have_read)
    edit, delete = edit_and_delete(entry, edit_is_later=False)

    def delete_and_say_so() -> int:
        code = delete()
        is_deleted.set()
        return code

    assert together(edit, delete_and_say_so) == [200, 204]
    assert not Mark.objects.get().is_deleted


@pytest.mark.parametrize("attempt", range(3))
def test_nothing_is_left_of_who_is_erased_meanwhile(attempt: int) -> None:
    entry = make_entry()
    make_mark(entry)
    user = entry.customer.user

    together(
        partial(erase_person, user=user),
        *(
            partial(
                client_of(entry).post, url_of(entry), bookmark(number), format="json"
            )
            for number in range(3)
        ),
    )

    assert not Mark.objects.exists()
