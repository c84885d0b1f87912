"""Django's own pages that take a password: the admin's and those of the browsable API."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from core import throttling
from core.models import Session
from core.sessions.services import start_session
from tests.builders import PASSWORD, make_user

pytestmark = pytest.mark.django_db
PAGES = ["/admin/login/", "/api-auth/login/", "/api-auth/login"]
CHANGE = "/admin/password_change/"
NEW = "Date-Palm-43"


@pytest.fixture(autouse=True)
def _fresh_counts():
    cache.clear()
    throttling.own_cache.clear()
    yield
    cache.clear()


@pytest.fixture
def boss(db):
    return make_user("boss", is_staff=True, is_superuser=True)


def sign_in(page, password="wrong", *, username="boss", address="10.0.0.1"):
    client = Client(REMOTE_ADDR=address)
    body = {"username": username, "password": password, "next": "/store/"}
    return client.post(page, body)


@pytest.mark.parametrize("page", PAGES)
def test_guesses_at_an_account_are_limited_as_at_the_api(boss, rates, page):
    rates(sign_in__account="2/h")

    assert [sign_in(page, address=f"10.0.0.{n}").status_code for n in range(2)] == [
        200,
        200,
    ]
    refused = sign_in(page, PASSWORD)

    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 3600
    assert "sessionid" not in refused.cookies


def test_pages_and_api_count_together(boss, rates, anon):
    rates(sign_in__account="2/h")

    sign_in("/admin/login/")
    sign_in("/api-auth/login/", username=" Boss ")

    body = {"username": "boss", "password": PASSWORD}
    assert anon.post("/auth/jwt/create/", body).status_code == 429


@pytest.mark.parametrize("page", PAGES)
def test_an_address_that_guesses_too_often_waits(boss, rates, page):
    rates(sign_in__address="2/h")

    statuses = [sign_in(page, username=f"u{n}").status_code for n in range(3)]

    assert statuses == [200, 200, 429]
    assert sign_in(page, PASSWORD, address="10.0.0.2").status_code == 302


@pytest.mark.parametrize("page", PAGES)
def test_reading_a_page_and_signing_in_rightly_are_no_guesses(boss, rates, page):
    rates(sign_in__address="1/h", sign_in__account="1/h")

    assert [sign_in(page, PASSWORD).status_code for _ in range(3)] == [302] * 3
    assert Client(REMOTE_ADDR="10.0.0.1").get(page, follow=True).status_code == 200
    assert sign_in(page).status_code == 200


def change(client, old=PASSWORD):
    body = {"old_password": old, "new_password1": NEW, "new_password2": NEW}
    return client.post(CHANGE, body).status_code


def test_a_password_changed_in_the_admin_ends_the_sessions_of_the_account(
    boss, alice, client
):
    for user in (boss, alice):
        start_session(user=user)
    client.force_login(boss)

    assert change(client, "wrong") == 200
    assert Session.objects.alive().count() == 2
    assert change(client) == 302

    boss.refresh_from_db()
    assert boss.check_password(NEW)
    assert [session.user for session in Session.objects.alive()] == [alice]
    assert client.get("/admin/").status_code == 200


def test_a_stolen_cookie_does_not_guess_the_password(boss, rates, client):
    rates(password__account="2/h")
    client.force_login(boss)

    assert [change(client, "x") for _ in range(3)] == [200, 200, 429]


def test_only_staff_change_their_password_in_the_admin(alice, client):
    start_session(user=alice)
    client.force_login(alice)

    assert change(client) == 302
    alice.refresh_from_db()
    assert alice.check_password(PASSWORD)
    assert Session.objects.alive().count() == 1
