"""How often one address and one account may try."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import RequestFactory
from django.utils import timezone
from rest_framework.test import APIClient

from core import throttling
from tests.builders import PASSWORD

pytestmark = pytest.mark.django_db
START = timezone.now().replace(minute=10, second=0)


@pytest.fixture(autouse=True)
def clock():
    cache.clear()
    throttling.own_cache.clear()
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller
    cache.clear()


def post(
    path: str, body: dict[str, Any], *, address: str = "10.0.0.1", user: Any = None
):
    client = APIClient(REMOTE_ADDR=address)
    if user is not None:
        client.force_authenticate(user)
    return client.post(f"/auth/{path}/", body, format="json")


def guess(username: str = "alice", password: str = "wrong", **more: Any) -> int:
    body = {"username": username, "password": password}
    return post("jwt/create", body, **more).status_code


def test_an_address_that_guesses_too_often_waits(alice, rates, clock):
    rates(sign_in__address="3/h")

    assert [guess(f"user{n}") for n in range(4)] == [401, 401, 401, 429]
    refused = post("jwt/create", {"username": "alice", "password": PASSWORD})
    assert refused.status_code == 429
    assert refused.json()["code"] == "throttled"
    assert refused["Retry-After"] == "3000"
    assert guess(password=PASSWORD, address="10.0.0.2") == 200
    clock.move_to(START + timedelta(seconds=3001))
    assert guess(password=PASSWORD) == 200


def test_an_account_that_is_guessed_at_from_everywhere_waits(alice, bob, rates):
    rates(sign_in__account="3/h")

    statuses = [guess(address=f"10.0.0.{n}") for n in range(4)]

    assert statuses == [401, 401, 401, 429]
    assert guess("bob", PASSWORD) == 200


def test_an_account_that_does_not_exist_waits_as_one_that_does(alice, rates):
    rates(sign_in__account="2/h")

    assert [guess("nobody") for _ in range(3)] == [401, 401, 429]
    assert [guess("alice") for _ in range(3)] == [401, 401, 429]


@pytest.mark.parametrize("spelling", ["ALICE", " alice ", "Álice", "ａｌｉｃｅ"])
def test_another_spelling_is_the_same_account(alice, rates, spelling):
    rates(sign_in__account="2/h")

    assert [guess("alice"), guess("alice"), guess(spelling)] == [401, 401, 429]


@pytest.mark.parametrize(
    "decoy",
    [
        lambda n: {"username": f"decoy{n}", "email": "alice@example.com"},
        lambda n: {"email": " " * 500 + "alice@example.com"},
    ],
    ids=["another name beside it", "spaces before it"],
)
def test_nothing_around_an_address_earns_a_fresh_count(alice, rates, mailoutbox, decoy):
    rates(mail__account="2/h")

    sent = [post("password/forgot", decoy(n)) for n in range(3)]

    assert [answer.status_code for answer in sent] == [202, 202, 429]
    assert len(mailoutbox) == 2


def test_spaces_before_a_name_earn_no_fresh_count(alice, rates):
    rates(sign_in__account="2/h")

    assert [guess(" " * 500 + "alice") for _ in range(3)] == [401, 401, 429]


def test_being_signed_in_earns_no_fresh_count_at_the_account_of_another(
    alice, bob, vera, rates
):
    rates(code__account="2/h")
    body = {"email": "alice@example.com", "code": "x", "new_password": PASSWORD}

    statuses = [
        post("password/reset", body, user=user).status_code for user in (bob, vera, bob)
    ]

    assert statuses == [400, 400, 429]


def test_nobody_uses_up_the_count_of_an_account_by_its_number(alice, rates):
    rates(code__account="2/h")

    for _ in range(3):
        post("email/verify", {"email": f"user {alice.pk}", "code": "x"})

    assert post("email/verify", {"code": "x"}, user=alice).status_code == 400


def test_signing_in_rightly_is_no_guess(alice, rates):
    rates(sign_in__address="3/h", sign_in__account="3/h")

    assert [guess(password=PASSWORD) for _ in range(10)] == [200] * 10
    assert [guess() for _ in range(4)] == [401, 401, 401, 429]


def test_sign_ups_and_mails_count_each_time(alice, rates, mailoutbox):
    rates(sign_up__address="1/h", mail__account="2/h")

    bodies = [
        {"username": f"new{n}", "email": f"new{n}@example.com", "password": PASSWORD}
        for n in range(2)
    ]
    assert [post("users", body).status_code for body in bodies] == [201, 429]
    for path in ("password/forgot", "email/resend", "users/reset_password"):
        last = post(path, {"email": "alice@example.com"}).status_code
    assert last == 429
    assert len(mailoutbox) == 2


@pytest.mark.parametrize(
    ("path", "body", "scope"),
    [
        ("jwt/refresh", {"refresh": "x"}, "token"),
        ("jwt/verify", {"token": "x"}, "token"),
        ("jwt/logout", {"refresh": "x"}, "token"),
        ("email/verify", {"email": "a@b.co", "code": "x"}, "code"),
        (
            "password/reset",
            {"email": "a@b.co", "code": "x", "new_password": PASSWORD},
            "code",
        ),
        ("users/activation", {"uid": "x", "token": "x"}, "code"),
        (
            "users/reset_password_confirm",
            {"uid": "x", "token": "x", "new_password": PASSWORD},
            "code",
        ),
        (
            "users/reset_username_confirm",
            {"uid": "x", "token": "x", "new_username": "y"},
            "code",
        ),
        ("users/resend_activation", {"email": "a@b.co"}, "mail"),
        ("users/reset_username", {"email": "a@b.co"}, "mail"),
    ],
)
def test_every_endpoint_that_takes_a_credential_is_limited(rates, path, body, scope):
    rates(**{f"{scope}__address": "1/h"})

    first, second = post(path, body), post(path, body)

    assert first.status_code < 429
    assert second.status_code == 429
    assert second["Retry-After"]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("users/set_password", {"current_password": "x", "new_password": PASSWORD}),
        ("users/set_username", {"current_password": "x", "new_username": "y"}),
    ],
)
def test_a_stolen_token_does_not_guess_the_password(alice, rates, path, body):
    rates(password__account="2/h")

    statuses = [post(path, body, user=alice).status_code for _ in range(3)]

    assert statuses == [400, 400, 429]


def test_deleting_an_account_is_limited_as_well(alice, rates, client_of):
    rates(password__account="2/h")
    client = client_of(alice)

    statuses = [
        client.delete("/auth/users/me/", {"current_password": "x"}).status_code
        for _ in range(3)
    ]

    assert statuses == [400, 400, 429]
    assert client.get("/auth/users/me/").status_code == 200


@pytest.mark.parametrize("verb", ["put", "patch"])
@pytest.mark.parametrize("by_id", [True, False])
def test_changing_the_address_counts_as_the_mails_that_it_sends(
    alice, rates, client_of, verb, by_id
):
    rates(mail__account="2/h")
    url = f"/auth/users/{alice.pk if by_id else 'me'}/"
    client = client_of(alice)

    def change(email: str) -> int:
        return getattr(client, verb)(url, {"email": email}).status_code

    assert [change("a@b.example"), change("c@d.example")] == [200, 200]
    assert change("e@f.example") == 429
    alice.refresh_from_db()
    assert alice.email == "c@d.example"
    assert change("C@d.example") == 200


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "1.2.3.4", "10.0.0.1"),
        ("127.0.0.1", "1.2.3.4", "1.2.3.4"),
        ("127.0.0.1", "6.6.6.6, 1.2.3.4", "1.2.3.4"),
        ("", "1.2.3.4", "1.2.3.4"),
        ("127.0.0.1", "nonsense", "nonsense"),
        ("::ffff:10.0.0.1", "", "10.0.0.1"),
    ],
)
def test_only_a_proxy_of_ours_says_who_asks(peer, forwarded, address):
    request = RequestFactory().get(
        "/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded
    )

    assert throttling.client_address(request) == address


def test_a_network_of_ipv6_addresses_counts_as_one():
    addresses = ["2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1"]

    one, same, other = (
        throttling.client_address(RequestFactory().get("/", REMOTE_ADDR=address))
        for address in addresses
    )

    assert one == same != other


def test_guesses_count_in_the_process_while_the_cache_is_lost(
    alice, rates, monkeypatch
):
    """What django-redis answers for a Redis that is gone."""

    class Lost:
        def add(self, *args: Any) -> None:
            return None

        incr = decr = add

    monkeypatch.setattr(throttling, "cache", Lost())
    rates(sign_in__address="2/h")

    assert guess(password=PASSWORD) == 200
    assert [guess() for _ in range(3)] == [401, 401, 429]


def test_the_shipped_rates_name_every_scope():
    from storefront.settings.accounts import THROTTLE_RATES

    scopes = {name.partition(":")[0] for name in THROTTLE_RATES}
    assert scopes == {
        "sign-in",
        "sign-up",
        "token",
        "code",
        "mail",
        "password",
        "export",
        "app-password",
        "comment",
        "report",
    }
