"""Making, listing and revoking app passwords, and what ends them."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from rest_framework.test import APIClient

from core.app_passwords import services
from core.app_passwords.errors import SignedOut
from core.codes.models import Purpose
from core.codes.services import issue_code
from core.models import AppPassword, Session
from core.sessions.services import change_password, start_session
from tests.app_passwords import LIBRARY, give_app_password, reader_app
from tests.builders import PASSWORD

pytestmark = pytest.mark.django_db
PATH = "/auth/app-passwords/"
NEW_PASSWORD = "Olive-Tree-44"


@pytest.fixture
def client(client_of: Any, alice: Any) -> APIClient:
    return client_of(alice)


def signed_in(user: Any) -> APIClient:
    """By a token of a session."""
    token = start_session(user=user)
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"JWT {token.access_token}")
    return client


def opens(secret: str, name: str = "alice") -> int:
    return reader_app(name, secret).get(LIBRARY).status_code


def test_the_secret_is_shown_once(client: APIClient) -> None:
    answer = client.post(PATH, {"name": "  Kitchen  "})

    made = answer.json()
    assert answer.status_code == 201
    assert answer["Cache-Control"] == "no-store"
    assert re.fullmatch(r"([A-HJ-NP-Z2-9]{4}-){5}[A-HJ-NP-Z2-9]{4}", made["password"])
    secret = made.pop("password")
    assert made == {
        "id": AppPassword.objects.get().pk,
        "name": "Kitchen",
        "created_at": made["created_at"],
        "last_used_at": None,
    }
    assert client.get(PATH).json() == [made]
    assert opens(secret) == 200


def test_the_database_has_no_secret(alice: Any) -> None:
    row, secret = give_app_password(alice)

    values = str(AppPassword.objects.values().get())

    assert len(row.digest) == 64
    assert not [part for part in secret.split("-") if part in values]
    assert services.digest_of(secret) == row.digest


def test_a_secret_has_more_than_a_hundred_bits_and_none_comes_twice(alice: Any) -> None:
    secrets = {give_app_password(alice)[1] for _ in range(services.MOST)}

    assert len(secrets) == services.MOST
    assert len(services.LETTERS) ** services.LENGTH >= 2**100


@pytest.mark.parametrize(
    "write",
    [str.lower, lambda text: text.replace("-", ""), lambda text: f" {text} "],
    ids=["small", "without dashes", "with spaces"],
)
def test_it_is_known_again_as_people_copy_it(alice: Any, write: Any) -> None:
    _, secret = give_app_password(alice)

    assert opens(write(secret)) == 200


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": ""},
        {"name": "  "},
        {"name": None},
        {"name": "x" * 101},
        {"name": "x" * 10_000},
        {"name": "a\0b"},
        {"name": ["a"]},
        {"name": {"a": 1}},
        [],
        "x",
        None,
    ],
    ids=repr,
)
def test_a_name_that_is_none_is_refused(client: APIClient, body: Any) -> None:
    answer = client.post(PATH, body, format="json")

    assert answer.status_code == 400
    assert not AppPassword.objects.exists()


def test_half_a_letter_is_no_name(client: APIClient) -> None:
    body = '{"name": "\\ud800"}'

    answer = client.post(PATH, body, content_type="application/json")

    assert answer.status_code == 400
    assert not AppPassword.objects.exists()


def test_an_account_has_twenty_at_most(client: APIClient, alice: Any, bob: Any) -> None:
    for _ in range(20):
        give_app_password(alice)

    refused = client.post(PATH, {"name": "One more"})

    assert (refused.status_code, refused.json()["code"]) == (
        409,
        "too_many_app_passwords",
    )
    assert AppPassword.objects.count() == 20
    client.delete(f"{PATH}{AppPassword.objects.first().pk}/")
    assert client.post(PATH, {"name": "One more"}).status_code == 201
    assert give_app_password(bob)


def test_a_revoked_one_opens_nothing_any_more(client: APIClient, alice: Any) -> None:
    row, secret = give_app_password(alice)
    _, other = give_app_password(alice)

    assert client.delete(f"{PATH}{row.pk}/").status_code == 204

    assert (opens(secret), opens(other)) == (401, 200)
    assert client.delete(f"{PATH}{row.pk}/").status_code == 404


def test_a_foreign_one_is_not_there(client: APIClient, bob: Any) -> None:
    row, secret = give_app_password(bob)

    assert client.delete(f"{PATH}{row.pk}/").status_code == 404
    assert client.get(PATH).json() == []
    assert opens(secret, "bob") == 200


@pytest.mark.parametrize("key", ["0", "9" * 18, "9" * 30, "x", "%00", "-1"])
def test_a_key_that_is_none_is_a_404(client: APIClient, key: str) -> None:
    assert client.delete(f"{PATH}{key}/").status_code == 404


def test_nobody_who_is_not_signed_in_has_any(anon: APIClient, alice: Any) -> None:
    _, secret = give_app_password(alice)

    for client in (anon, reader_app("alice", secret)):
        assert client.get(PATH).status_code == 401
        assert client.post(PATH, {"name": "x"}).status_code == 401
    assert AppPassword.objects.count() == 1


def by_code(user: Any) -> None:
    code = issue_code(user=user, purpose=Purpose.RESET_PASSWORD)
    body = {"email": user.email, "code": code, "new_password": NEW_PASSWORD}
    assert APIClient().post("/auth/password/reset/", body).status_code == 204


def by_old_password(user: Any) -> None:
    body = {"current_password": PASSWORD, "new_password": NEW_PASSWORD}
    answer = signed_in(user).post("/auth/users/set_password/", body)
    assert answer.status_code == 204


def everywhere(user: Any) -> None:
    assert signed_in(user).post("/auth/jwt/logout-all/").status_code == 204


def closed(user: Any) -> None:
    type(user).objects.filter(pk=user.pk).update(is_active=False)


def erased(user: Any) -> None:
    body = {"current_password": PASSWORD}
    assert signed_in(user).delete("/auth/users/me/", body).status_code == 204


@pytest.mark.parametrize("end", [by_code, by_old_password, everywhere, closed, erased])
def test_what_ends_a_sign_in_everywhere_ends_them(
    alice: Any, bob: Any, end: Any
) -> None:
    _, secret = give_app_password(alice)
    _, of_bob = give_app_password(bob)
    assert opens(secret) == 200

    end(alice)

    assert opens(secret) == 401
    assert opens(of_bob, "bob") == 200


def test_signing_out_of_one_device_leaves_them(alice: Any) -> None:
    _, secret = give_app_password(alice)

    assert signed_in(alice).post("/auth/jwt/logout/").status_code == 204

    assert opens(secret) == 200


def test_another_name_or_address_is_asked_for_at_once(alice: Any) -> None:
    _, secret = give_app_password(alice)
    alice.username, alice.email = "alicia", "alicia@example.com"
    alice.save()

    assert [opens(secret, name) for name in ("alice", "alice@example.com")] == [401] * 2
    assert [opens(secret, name) for name in ("alicia", "Alicia@example.com")] == [
        200,
        200,
    ]


def test_a_request_of_a_session_that_ended_meanwhile_makes_none(alice: Any) -> None:
    token = start_session(user=alice)
    session = Session.objects.get()
    change_password(user=alice, password=NEW_PASSWORD)
    alice.refresh_from_db()

    with pytest.raises(SignedOut):
        services.make_app_password(user=alice, name="Thief", session=session.pk)
    assert not AppPassword.objects.exists()
    assert token


def test_a_request_from_before_a_new_password_makes_none(alice: Any) -> None:
    before = type(alice).objects.get(pk=alice.pk)
    change_password(user=alice, password=NEW_PASSWORD)

    with pytest.raises(SignedOut):
        services.make_app_password(user=before, name="Thief")
    assert not AppPassword.objects.exists()


def test_its_use_is_written_down_every_few_minutes(
    client: APIClient, alice: Any, django_assert_num_queries: Any
) -> None:
    row, secret = give_app_password(alice)
    app = reader_app("alice", secret)
    start = timezone.now()

    with time_machine.travel(start, tick=False) as clock:
        with django_assert_num_queries(3):  # the password, its note, and no book
            app.get(LIBRARY)
        clock.move_to(start + timedelta(minutes=4))
        with django_assert_num_queries(2):
            app.get(LIBRARY)
        row.refresh_from_db()
        assert row.last_used_at == start
        clock.move_to(start + timedelta(minutes=5))
        app.get(LIBRARY)
        row.refresh_from_db()
        assert row.last_used_at == start + timedelta(minutes=5)
    assert client.get(PATH).json()[0]["last_used_at"] is not None
