"""HTTP Basic: who gets in, and how often one may guess."""

from __future__ import annotations

from base64 import b64encode
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone
from rest_framework.test import APIClient

from core import throttling
from core.models import AppPassword
from tests.app_passwords import LIBRARY, basic, give_app_password, reader_app
from tests.builders import PASSWORD, make_user

pytestmark = pytest.mark.django_db
START = timezone.now().replace(minute=10, second=0)


@pytest.fixture(autouse=True)
def clock() -> Any:
    cache.clear()
    throttling.own_cache.clear()
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller
    cache.clear()


def ask(header: str, path: str = LIBRARY, **more: str) -> Any:
    return APIClient(**more).get(path, HTTP_AUTHORIZATION=header)


@pytest.mark.parametrize("name", ["alice", "alice@example.com", "Alice@Example.COM"])
def test_a_username_or_an_address_is_the_name(alice: Any, name: str) -> None:
    _, secret = give_app_password(alice)

    assert ask(basic(name, secret)).status_code == 200


@pytest.mark.parametrize(
    "name", ["bob", "", "ALICE", "álice", "alice ", "bob@example.com"]
)
def test_another_name_does_not_go_with_it(alice: Any, bob: Any, name: str) -> None:
    _, secret = give_app_password(alice)

    assert ask(basic(name, secret)).status_code == 401


def test_the_password_of_the_account_does_not_work(alice: Any) -> None:
    assert ask(basic("alice", PASSWORD)).status_code == 401


@pytest.mark.parametrize(
    ("verb", "path"),
    [
        ("get", "/auth/users/me/"),
        ("get", "/auth/app-passwords/"),
        ("get", "/store/customers/me/"),
        ("get", "/store/customers/me/library/"),
        ("get", "/store/orders/"),
        ("post", "/auth/app-passwords/"),
        ("post", "/auth/jwt/logout-all/"),
    ],
)
def test_it_opens_nothing_but_the_library(alice: Any, verb: str, path: str) -> None:
    _, secret = give_app_password(alice)

    answer = getattr(reader_app("alice", secret), verb)(path, {"name": "x"})

    assert answer.status_code == 401
    assert AppPassword.objects.count() == 1


def test_it_does_not_sign_in(alice: Any) -> None:
    _, secret = give_app_password(alice)
    body = {"username": "alice", "password": secret}

    assert APIClient().post("/auth/jwt/create/", body).status_code == 401
    assert (
        APIClient().post("/api-auth/login/", body).status_code == 200
    )  # its form again
    assert not APIClient().login(username="alice", password=secret)


@pytest.mark.parametrize(
    "header",
    [
        "Basic",
        "Basic ",
        "Basic !!!",
        "Basic a b",
        "Basic " + b64encode(b"no colon").decode(),
        "Basic " + b64encode(b"\xff\xfe:\xff").decode(),
        "Basic " + b64encode(b"ali\0ce:x\0y").decode(),
        "Basic " + b64encode(b":").decode(),
        "Basic " + b64encode(b"alice:").decode(),
        "Basic " + b64encode(b"x" * 10_000 + b":" + b"y" * 10_000).decode(),
        "Basic " + b64encode("\ud800:\udfff".encode(errors="surrogatepass")).decode(),
        "Basic " + "=" * 99,
        "basic YQ",
        "Basic é",
        "Digest username=alice",
        "JWT nothing",
        "JWT",
    ],
    ids=lambda text: text[:24],
)
def test_junk_is_a_401(alice: Any, header: str) -> None:
    give_app_password(alice)

    answer = ask(header)

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == 'Basic realm="Reader apps", charset="UTF-8"'


def test_an_address_that_guesses_too_often_waits(
    alice: Any, rates: Any, clock: Any
) -> None:
    _, secret = give_app_password(alice)
    rates(app_password__address="3/h")
    guesses = [ask(basic(f"user{n}", "wrong")).status_code for n in range(4)]

    refused = ask(basic("alice", secret))

    assert guesses == [401, 401, 401, 429]
    assert (refused.status_code, refused["Retry-After"]) == (429, "3000")
    assert refused["Content-Type"] == "application/json"
    assert refused.json()["code"] == "throttled"
    assert ask(basic("alice", secret), REMOTE_ADDR="10.9.9.9").status_code == 200
    clock.move_to(START + timedelta(seconds=3001))
    assert ask(basic("alice", secret)).status_code == 200


def test_an_account_that_is_guessed_at_from_everywhere_waits(
    alice: Any, bob: Any, rates: Any
) -> None:
    _, secret = give_app_password(alice)
    _, of_bob = give_app_password(bob)
    rates(app_password__account="3/h")

    guesses = [
        ask(basic(name, "wrong"), REMOTE_ADDR=f"10.0.0.{n}").status_code
        for n, name in enumerate(["alice", "ALICE", "álice", " alice "])
    ]

    assert guesses == [401, 401, 401, 429]
    assert ask(basic("alice", secret)).status_code == 429
    assert ask(basic("bob", of_bob)).status_code == 200


def test_an_account_that_does_not_exist_waits_as_one_that_does(rates: Any) -> None:
    rates(app_password__account="2/h")

    statuses = [ask(basic("nobody", "wrong")).status_code for _ in range(3)]

    assert statuses == [401, 401, 429]


def test_what_is_right_is_no_guess(alice: Any, rates: Any) -> None:
    _, secret = give_app_password(alice)
    rates(app_password__address="2/h", app_password__account="2/h")

    assert [ask(basic("alice", secret)).status_code for _ in range(9)] == [200] * 9


def test_no_request_without_basic_is_counted(alice: Any, rates: Any) -> None:
    _, secret = give_app_password(alice)
    rates(app_password__address="1/h")

    assert [ask("JWT x").status_code for _ in range(5)] == [401] * 5
    assert ask(basic("alice", secret)).status_code == 200


def test_a_name_that_looks_like_the_address_of_another_takes_nothing(
    alice: Any,
) -> None:
    mallory = make_user("mallory")
    mallory.username = "alice@example.com"
    mallory.save()
    _, of_alice = give_app_password(alice)
    _, of_mallory = give_app_password(mallory)

    answers = [
        ask(basic("alice@example.com", secret)) for secret in (of_alice, of_mallory)
    ]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert [answer.wsgi_request.user for answer in answers] == [alice, mallory]
