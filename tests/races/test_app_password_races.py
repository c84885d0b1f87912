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
from core.models import AppPassword
from core.sessions.services import sign_out_everywhere
from tests.app_passwords import LIBRARY, give_app_password, reader_app
from tests.builders import make_user
from tests.races.together import together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.mariadb]
AT_ONCE = 30


def use(secret: str) -> int:
    return reader_app("alice", secret).get(LIBRARY).status_code


def revoke(row: AppPassword) -> None:
    AppPassword.objects.filter(pk=row.pk).delete()


def meet(barrier: Barrier) -> None:
    """Wait for the other one, if it comes."""
    with suppress(BrokenBarrierError):
        barrier.wait(timeout=5)


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


def test_who_signs_out_everywhere_leaves_none_that_is_made_meanwhile() -> None:
    """Whoever comes first: it is ended with the others, or refused, or made afterwards."""
    alice = make_user("alice")
    for _ in range(5):
        give_app_password(alice)

    results = together(
        partial(sign_out_everywhere, user=alice),
        *[partial(give_app_password, alice)] * 5,
    )

    ended, *made = results
    assert not [one for one in made if isinstance(one, Exception)]
    assert AppPassword.objects.count() == 5 + len(made) - ended


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
