"""What `retried` does again, and what it does not."""

from __future__ import annotations

from threading import Event, Thread

import pytest
from django.db import OperationalError, connection, transaction

from store.models import Collection
from store.shared import retrying
from store.shared.retrying import retried
from tests.builders import make_collection

pytestmark = pytest.mark.django_db(transaction=True)


class Fails:
    """Writes a row and fails, the first so many times."""

    def __init__(self, times: int, error: Exception | None = None) -> None:
        self.times, self.calls = times, 0
        self.error = error or OperationalError(1213, "Deadlock found")

    def __call__(self) -> str:
        self.calls += 1
        make_collection()
        if self.calls <= self.times:
            raise self.error
        return "done"


@pytest.mark.parametrize(
    "error",
    [
        OperationalError(1213, "Deadlock found when trying to get lock"),
        OperationalError(1205, "Lock wait timeout exceeded"),
        OperationalError("database is locked"),
    ],
)
def test_three_failures_are_forgiven_and_leave_nothing(error: Exception) -> None:
    work = Fails(3, error)

    assert retried(lambda: work())() == "done"
    assert (work.calls, Collection.objects.count()) == (4, 1)


def test_the_fourth_goes_on() -> None:
    work = Fails(4)

    with pytest.raises(OperationalError, match="1213"):
        retried(lambda: work())()
    assert (work.calls, Collection.objects.count()) == (4, 0)


@pytest.mark.parametrize(
    "error",
    [
        OperationalError(2006, "Server has gone away"),
        OperationalError("no such table"),
        OperationalError(),
        ValueError("1213"),
    ],
)
def test_other_errors_go_on_at_once(error: Exception) -> None:
    work = Fails(1, error)

    with pytest.raises(type(error)):
        retried(lambda: work())()
    assert work.calls == 1


def test_inside_a_transaction_the_outermost_alone_tries_again() -> None:
    inner = Fails(1)
    outer: list[int] = []

    def whole() -> str:
        outer.append(1)
        make_collection()
        return retried(lambda: inner())()

    assert retried(whole)() == "done"
    assert (len(outer), inner.calls, Collection.objects.count()) == (2, 2, 2)


def test_what_fails_after_the_commit_is_not_done_twice() -> None:
    calls: list[int] = []

    def announce() -> None:
        raise OperationalError(1213, "Deadlock found")

    def work() -> None:
        calls.append(1)
        make_collection()
        transaction.on_commit(announce)

    with pytest.raises(OperationalError):
        retried(work)()
    assert (len(calls), Collection.objects.count()) == (1, 1)


def test_what_took_a_minute_is_not_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(retrying, "LONGEST", -1.0)
    work = Fails(1)

    with pytest.raises(OperationalError):
        retried(lambda: work())()
    assert work.calls == 1


@pytest.mark.sqlite
def test_a_locked_file_is_waited_for_and_tried_again() -> None:
    held, free = Event(), Event()

    def hold() -> None:
        try:
            with transaction.atomic():
                make_collection()
                held.set()
                free.wait(timeout=20)
        finally:
            connection.close()

    holder = Thread(target=hold)
    holder.start()
    held.wait(timeout=20)
    tries: list[int] = []

    def watch(attempt: int) -> float:
        tries.append(attempt)
        free.set()
        holder.join(timeout=20)
        return 0.0

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 10")
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(retrying, "pause_after", watch)
            retried(make_collection)()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 20000")

    assert tries == [1]
    assert Collection.objects.count() == 2
