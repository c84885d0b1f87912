"""Signing in by name or address, staying signed in, signing out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from rest_framework.test import APIClient
from rest_framework_simplejwt.token_blacklist.models import OutstandingToken
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken

from core.models import Session
from tests.builders import PASSWORD, make_user

pytestmark = pytest.mark.django_db
ME = "/auth/users/me/"


def post(path: str, body: dict[str, Any], access: str = "") -> Any:
    client = APIClient()
    if access:
        client.credentials(HTTP_AUTHORIZATION=f"JWT {access}")
    return client.post(f"/auth/{path}/", body, format="json")


def sign_in(username: str = "alice", password: str = PASSWORD) -> dict[str, str]:
    response = post("jwt/create", {"username": username, "password": password})
    assert response.status_code == 200, response.content
    return response.json()


def status_of(access: str) -> int:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"JWT {access}")
    return client.get(ME).status_code


@pytest.mark.parametrize("name", ["alice", "alice@example.com", "Alice@Example.COM"])
def test_a_username_or_an_address_signs_in(alice, name):
    assert status_of(sign_in(name)["access"]) == 200


def test_an_address_signs_in_under_its_own_name_too(alice):
    body = {"email": "Alice@example.com", "password": PASSWORD}

    assert post("jwt/create", body).status_code == 200


def test_a_username_that_looks_like_an_address_takes_nothing_from_its_owner(alice):
    make_user("alice@example.com", email="mallory@example.com").set_password("x")
    mallory = make_user("mallory", email="mallory2@example.com")
    mallory.username = "bob@example.com"
    mallory.set_password("Other-Password-1")
    mallory.save()
    bob = make_user("bob")

    theirs = AccessToken(sign_in("bob@example.com")["access"])
    mallorys = AccessToken(sign_in("bob@example.com", "Other-Password-1")["access"])

    assert theirs["user_id"] == str(bob.pk)
    assert mallorys["user_id"] == str(mallory.pk)


def test_an_accented_twin_of_an_address_does_not_sign_in(db):
    make_user("jose", email="jose@example.com")

    response = post(
        "jwt/create", {"username": "josé@example.com", "password": PASSWORD}
    )

    assert response.status_code == 401


def test_a_refresh_token_is_exchanged_for_the_next_one(alice):
    first = sign_in()

    second = post("jwt/refresh", {"refresh": first["refresh"]}).json()
    third = post("jwt/refresh", {"refresh": second["refresh"]}).json()

    assert len({first["refresh"], second["refresh"], third["refresh"]}) == 3
    assert status_of(third["access"]) == 200
    assert Session.objects.count() == 1


def test_a_second_tab_is_handed_the_same_successor(alice):
    first = sign_in()["refresh"]

    answers = [post("jwt/refresh", {"refresh": first}).json() for _ in range(3)]

    assert len({answer["refresh"] for answer in answers}) == 1
    assert {status_of(answer["access"]) for answer in answers} == {200}
    assert post("jwt/refresh", {"refresh": answers[0]["refresh"]}).status_code == 200


def test_a_token_that_comes_back_later_ends_its_session(alice):
    first = sign_in()
    other = sign_in()
    second = post("jwt/refresh", {"refresh": first["refresh"]}).json()

    with time_machine.travel(timezone.now() + timedelta(seconds=15)):
        reused = post("jwt/refresh", {"refresh": first["refresh"]})

    assert reused.status_code == 401
    assert reused.json()["code"] == "token_not_valid"
    assert "refresh" not in reused.json()
    assert post("jwt/refresh", {"refresh": second["refresh"]}).status_code == 401
    assert status_of(second["access"]) == 401
    assert status_of(other["access"]) == 200


def test_the_grace_is_for_the_last_token_alone(alice):
    first = sign_in()["refresh"]
    second = post("jwt/refresh", {"refresh": first}).json()["refresh"]
    post("jwt/refresh", {"refresh": second})

    assert post("jwt/refresh", {"refresh": first}).status_code == 401


def test_signing_out_ends_one_session(alice):
    here, there = sign_in(), sign_in()

    response = post("jwt/logout", {"refresh": here["refresh"]})

    assert (response.status_code, response.content) == (204, b"")
    assert status_of(here["access"]) == 401
    assert post("jwt/refresh", {"refresh": here["refresh"]}).status_code == 401
    assert status_of(there["access"]) == 200
    assert post("jwt/refresh", {"refresh": there["refresh"]}).status_code == 200


def test_signing_out_needs_no_refresh_token_when_the_access_token_asks(alice):
    here, there = sign_in(), sign_in()

    assert post("jwt/logout", {}, here["access"]).status_code == 204

    assert [status_of(here["access"]), status_of(there["access"])] == [401, 200]


def test_signing_out_twice_or_with_a_stale_access_token_is_no_error(alice):
    here = sign_in()

    for access in ("", here["access"], "nonsense"):
        body = {"refresh": here["refresh"]}
        assert post("jwt/logout", body, access).status_code == 204


@pytest.mark.parametrize("refresh", ["", "x", "a.b.c", None, 5, ["x"]])
def test_signing_out_with_something_else_is_refused(alice, refresh):
    response = post("jwt/logout", {"refresh": refresh})

    assert response.status_code in (400, 401)
    assert response.json()["code"]


def test_signing_out_everywhere_ends_every_session_of_that_account(alice, bob):
    tokens = [sign_in() for _ in range(3)]
    bobs = sign_in("bob")

    assert post("jwt/logout-all", {}, tokens[0]["access"]).status_code == 204

    assert [status_of(one["access"]) for one in tokens] == [401] * 3
    assert {post("jwt/refresh", one).status_code for one in tokens} == {401}
    assert status_of(bobs["access"]) == 200


def test_verify_knows_that_a_session_has_ended(alice):
    tokens = sign_in()
    for token in tokens.values():
        assert post("jwt/verify", {"token": token}).status_code == 200

    post("jwt/logout", {"refresh": tokens["refresh"]})

    for token in tokens.values():
        assert post("jwt/verify", {"token": token}).status_code == 401


def test_a_changed_password_signs_the_others_out_and_not_oneself(alice):
    here, there = sign_in(), sign_in()
    body = {"current_password": PASSWORD, "new_password": "Date-Palm-43"}

    response = post("users/set_password", body, here["access"])

    assert response.status_code == 204
    assert [status_of(here["access"]), status_of(there["access"])] == [200, 401]
    assert post("jwt/refresh", {"refresh": here["refresh"]}).status_code == 200
    assert post("jwt/refresh", {"refresh": there["refresh"]}).status_code == 401


@pytest.mark.parametrize("how", ["deactivated", "deleted"])
def test_an_account_that_is_gone_is_signed_out(alice, how):
    tokens = sign_in()
    if how == "deleted":
        alice.delete()
    else:
        alice.is_active = False
        alice.save()

    assert status_of(tokens["access"]) == 401
    assert post("jwt/refresh", {"refresh": tokens["refresh"]}).status_code == 401


def test_tokens_from_before_sessions_live_on_in_one(alice):
    old = RefreshToken.for_user(alice)
    assert status_of(str(old.access_token)) == 200

    answers = [post("jwt/refresh", {"refresh": str(old)}).json() for _ in range(2)]

    assert answers[0]["refresh"] == answers[1]["refresh"]
    assert Session.objects.get().user == alice
    post("jwt/logout", {"refresh": answers[0]["refresh"]})
    assert status_of(answers[0]["access"]) == 401


def test_no_token_that_still_signs_in_can_be_read_in_the_database(alice):
    refresh = sign_in()["refresh"]
    newer = post("jwt/refresh", {"refresh": refresh}).json()["refresh"]

    assert newer not in OutstandingToken.objects.values_list("token", flat=True)
    assert Session.objects.filter(jti__contains=newer).count() == 0


def test_a_signed_in_request_costs_one_query_for_user_and_session(
    alice, django_assert_num_queries
):
    access = sign_in()["access"]

    with django_assert_num_queries(1):
        assert status_of(access) == 200
