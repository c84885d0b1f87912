"""App passwords that are made, used and revoked at once."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from django.core.cache import cache

from core import throttling
from core.app_passwords import authentication, services
from core.app_passwords.errors import TooManyAppPasswords
from core.models import AppPassword, Session
from core.sessions.services import sign_out_everywhere, start_session
from tests.app_passwords import LIBRARY, give_app_password, reader_app
from tests.builders import make_user
from tests.races.together import together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.mariadb]
AT_ONCE = 30


def use(secret: str) -> int:
    return reader_app("alice", secret).get(LIBRARY).status_code


def revoke(row: AppPassword) -> None:
    AppPassword.objects.filter(pk=row.pk).delete()


def meet(barrier: Barrier, seconds: int = 30) -> None:
    """Wait for the other one, if it comes."""
    with suppress(BrokenBarrierError):
        barrier.wait(timeout=seconds)


def test_twenty_of_thirty_that_are_made_at_once_are_made() -> None:
    alice = make_user("alice")

    results = together(*[partial(give_app_password, alice)] * AT_ONCE)

    refused = [one for one in results if isinstance(one, TooManyAppPasswords)]
    assert len(refused) == AT_ONCE - services.MOST
    assert AppPassword.objects.count() == services.MOST


def test_without_the_lock_more_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: two count nineteen, and each makes one."""
    alice = make_user("alice")
    for _ in range(services.MOST - 1):
        give_app_password(alice)
    barrier = Barrier(2)

    def look(*, pk: int) -> Any:
        return type(alice).objects.get(pk=pk)

    def draw(*args: Any) -> str:
        meet(barrier)  # both have counted
        return drawn(*args)

    drawn = services.get_random_string
    monkeypatch.setattr(services, "lock_account", look)
    monkeypatch.setattr(services, "get_random_string", draw)

    together(*[partial(give_app_password, alice)] * 2)

    assert AppPassword.objects.count() == services.MOST + 1


def test_a_revoked_one_is_refused_and_does_not_come_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Revoked between being looked up and being noted as used."""
    row, secret = give_app_password(make_user("alice"))
    barrier = Barrier(2)
    revoke_between(monkeypatch, barrier, services.note_use)

    results = together(partial(use, secret), partial(revoke_then_meet, row, barrier))

    assert results == [200, None]
    assert not AppPassword.objects.exists()
    assert use(secret) == 401


def test_if_the_whole_row_were_written_it_would_come_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The control."""
    row, secret = give_app_password(make_user("alice"))
    barrier = Barrier(2)
    revoke_between(monkeypatch, barrier, lambda *, password: password.save())

    together(partial(use, secret), partial(revoke_then_meet, row, barrier))

    assert AppPassword.objects.filter(pk=row.pk).exists()


def revoke_between(
    monkeypatch: pytest.MonkeyPatch, barrier: Barrier, note: Any
) -> None:
    """`note` waits until the password, which was found, is revoked."""

    def late(*, password: AppPassword) -> None:
        if not barrier.broken and AppPassword.objects.filter(pk=password.pk).exists():
            meet(barrier)  # found
            meet(barrier)  # revoked
        note(password=password)

    monkeypatch.setattr(authentication, "note_use", late)


def revoke_then_meet(row: AppPassword, barrier: Barrier) -> None:
    meet(barrier)
    revoke(row)
    meet(barrier)


@pytest.mark.parametrize(("names_session", "left"), [(True, 0), (False, 1)])
def test_none_outlives_the_sign_out_that_ended_the_session_that_made_it(
    monkeypatch: pytest.MonkeyPatch, names_session: bool, left: int
) -> None:
    """Signed out between the look at the session and the writing; without a lock of the
    session (the control) that is what happens, with it one waits for the other.
    """
    alice = make_user("alice")
    start_session(user=alice)
    session = Session.objects.get().pk if names_session else None
    barrier = Barrier(2)

    def draw(*args: Any) -> str:
        meet(barrier)  # the session was looked at
        meet(
            barrier, 2 if names_session else 30
        )  # signed out, if nothing is in its way
        return drawn(*args)

    drawn = services.get_random_string
    monkeypatch.setattr(services, "get_random_string", draw)
    make = partial(services.make_app_password, user=alice, name="x", session=session)

    made, _ = together(make, partial(sign_out_then_meet, alice, barrier))

    assert made[0].name == "x"
    assert AppPassword.objects.count() == left


def sign_out_then_meet(user: Any, barrier: Barrier) -> None:
    meet(barrier)
    sign_out_everywhere(user=user)
    meet(barrier)


def test_of_thirty_guesses_at_once_ten_are_looked_at(settings: Any) -> None:
    make_user("alice")
    cache.clear()
    throttling.own_cache.clear()
    settings.REST_FRAMEWORK = {
        **settings.REST_FRAMEWORK,
        "DEFAULT_THROTTLE_RATES": {"app-password:account": "10/d"},
    }

    results = together(*[partial(use, f"WRONG{number}") for number in range(AT_ONCE)])

    assert sorted(results) == [401] * 10 + [429] * 20
    cache.clear()
