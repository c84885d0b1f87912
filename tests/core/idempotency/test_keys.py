"""Which keys there are, whose they are, and how long they last."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient
from rest_framework_simplejwt.tokens import AccessToken

from core.idempotency.tasks import delete_expired
from core.models import KeyedRequest
from core.privacy.erase import erase_person
from core.privacy.registry import entries
from core.sessions.services import end_sessions, start_session
from store.models import Cart, Order
from tests.builders import PASSWORD, make_cart, make_product, make_user

pytestmark = pytest.mark.django_db
CARTS = "/store/carts/"


def test_another_body_with_the_key_is_refused(
    client_of: Any, alice: Any, send: Any
) -> None:
    carts = [make_cart((make_product(), 1)) for _ in range(2)]
    first, second = (
        send(client_of(alice), "/store/orders/", {"cart_id": str(cart.pk)})
        for cart in carts
    )

    assert (first.status_code, second.status_code) == (201, 422)
    assert second.json() == {
        "detail": "This Idempotency-Key was sent with another request.",
        "code": "idempotency_key_reused",
    }
    assert Order.objects.count() == 1


@pytest.mark.parametrize(
    "path", ["/store/carts/?format=json", "/store/carts/mine/items/"]
)
def test_another_address_with_the_key_is_refused(
    client_of: Any, alice: Any, send: Any, path: str
) -> None:
    assert send(client_of(alice), CARTS).status_code == 201

    assert send(client_of(alice), path).status_code == 422


def test_the_key_of_another_account_is_another_key(
    client_of: Any, alice: Any, bob: Any, anon: Any, send: Any
) -> None:
    answers = [send(who, CARTS) for who in (client_of(alice), client_of(bob), anon)]

    assert [answer.status_code for answer in answers] == [201] * 3
    assert len({answer.json()["id"] for answer in answers}) == 3


def test_nobody_is_told_apart_by_address(anon: Any, send: Any) -> None:
    here = send(anon, CARTS, REMOTE_ADDR="198.51.100.1")
    there = send(anon, CARTS, REMOTE_ADDR="198.51.100.2")
    again = send(anon, CARTS, REMOTE_ADDR="198.51.100.1")

    assert here.json()["id"] == again.json()["id"] != there.json()["id"]


def test_behind_a_proxy_the_address_is_the_clients(anon: Any, send: Any) -> None:
    here, there = (
        send(anon, CARTS, HTTP_X_FORWARDED_FOR=address)
        for address in ("198.51.100.1", "198.51.100.2")
    )

    assert here.json()["id"] != there.json()["id"]


@pytest.mark.parametrize("key", ["", "x" * 256, "schlüssel", "a\tb", "\x7f", "ключ"])
def test_what_is_no_key_is_refused(anon: Any, send: Any, key: str) -> None:
    response = send(anon, CARTS, key=key)

    assert response.status_code == 400
    assert response.json() == {
        "detail": "An Idempotency-Key is 1 to 255 printable ASCII characters.",
        "code": "invalid_idempotency_key",
    }
    assert not Cart.objects.exists()
    assert not KeyedRequest.objects.exists()


@pytest.mark.parametrize("key", ["x", "x" * 255, '"a b~!"'])
def test_printable_text_is_a_key(anon: Any, send: Any, key: str) -> None:
    assert [send(anon, CARTS, key=key).status_code for _ in range(2)] == [201] * 2
    assert Cart.objects.count() == 1


@pytest.mark.parametrize(("hours", "carts"), [(23.9, 1), (24.1, 2)])
def test_a_key_lasts_a_day_whether_or_not_it_was_deleted(
    anon: Any, send: Any, hours: float, carts: int
) -> None:
    with time_machine.travel(timezone.now() - timedelta(hours=hours), tick=False):
        send(anon, CARTS)

    assert send(anon, CARTS).status_code == 201
    assert Cart.objects.count() == carts
    assert KeyedRequest.objects.count() == 1


def test_old_keys_are_deleted_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.idempotency.services.BATCH", 2)
    now = timezone.now()
    for number, hours in enumerate([25, 26, 27, 28, 29, 23]):
        KeyedRequest.objects.create(
            digest=str(number), created_at=now - timedelta(hours=hours)
        )

    assert delete_expired() == 5
    assert KeyedRequest.objects.get().digest == "5"


@pytest.mark.parametrize("method", ["get", "head", "options", "put", "patch", "delete"])
def test_other_methods_know_no_key(anon: Any, method: str) -> None:
    getattr(anon, method)(CARTS, HTTP_IDEMPOTENCY_KEY="")
    getattr(anon, method)(CARTS, HTTP_IDEMPOTENCY_KEY="a")

    assert not KeyedRequest.objects.exists()


@pytest.mark.parametrize(
    "path", ["/auth/jwt/create/", "/auth/users/set_password/", "/auth/users/me/"]
)
def test_answers_with_tokens_are_never_kept(anon: Any, send: Any, path: str) -> None:
    make_user("nora")
    body = {"username": "nora", "password": PASSWORD}

    answers = [send(anon, path, body) for _ in range(2)]

    assert not any("Idempotent-Replayed" in answer for answer in answers)
    assert not KeyedRequest.objects.exists()


def test_a_write_without_its_slash_has_the_same_key(anon: Any, send: Any) -> None:
    first, second = send(anon, "/store/carts"), send(anon, CARTS)

    assert first.content == second.content
    assert Cart.objects.count() == 1


def test_a_session_that_has_ended_gets_no_old_answer(alice: Any, send: Any) -> None:
    client = APIClient()
    client.credentials(
        HTTP_AUTHORIZATION=f"JWT {start_session(user=alice).access_token}"
    )
    body = {"cart_id": str(make_cart((make_product(), 1)).pk)}
    assert send(client, "/store/orders/", body).status_code == 201
    end_sessions(user=alice)

    refused = send(client, "/store/orders/", body)

    assert (refused.status_code, refused.json()["code"]) == (401, "token_not_valid")
    assert "Idempotent-Replayed" not in refused


def test_a_cookie_without_the_csrf_token_gets_no_old_answer(
    alice: Any, send: Any
) -> None:
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(alice)

    refused = send(client, CARTS)

    assert (refused.status_code, refused.json()["code"]) == (403, "permission_denied")
    assert not KeyedRequest.objects.exists()


def test_erasing_a_person_erases_the_answers(
    client_of: Any, anon: Any, alice: Any, send: Any
) -> None:
    send(client_of(alice), CARTS)
    signed_up = {"username": "nora", "password": PASSWORD, "email": "nora@example.com"}
    send(anon, "/auth/users/", signed_up)
    nora = KeyedRequest.objects.order_by("pk").last().user
    assert nora.username == "nora"

    erase_person(user=nora)

    assert KeyedRequest.objects.get().user == alice


def test_the_export_says_when_and_not_what() -> None:
    (entry,) = (entry for entry in entries() if entry.model is KeyedRequest)

    assert {"body", "headers", "fingerprint", "digest"} == entry.hidden


def test_the_header_costs_five_queries_and_its_absence_none(
    alice: Any, send: Any
) -> None:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"JWT {AccessToken.for_user(alice)}")

    def statements(key: str | None) -> list[str]:
        body = {"cart_id": str(make_cart((make_product(), 1)).pk)}
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert send(client, "/store/orders/", body, key=key).status_code == 201
        control = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
        return [
            query["sql"] for query in queries if not query["sql"].startswith(control)
        ]

    statements(None)  # what is looked up once in a process
    plain, keyed = statements(None), statements("a")

    assert not any("keyedrequest" in sql for sql in plain)
    assert sum("keyedrequest" in sql for sql in keyed) == 4
    assert len(keyed) - len(plain) == 5


def test_a_browser_may_send_the_header_and_read_the_answer(anon: Any) -> None:
    origin = {"HTTP_ORIGIN": "http://localhost:3000"}

    asked = anon.options(
        CARTS,
        HTTP_ACCESS_CONTROL_REQUEST_METHOD="POST",
        HTTP_ACCESS_CONTROL_REQUEST_HEADERS="idempotency-key",
        **origin,
    )
    made = anon.post(CARTS, HTTP_IDEMPOTENCY_KEY="a", **origin)

    assert "idempotency-key" in asked["Access-Control-Allow-Headers"]
    shown = made["Access-Control-Expose-Headers"]
    assert {"Idempotent-Replayed", "Retry-After"} <= {*shown.split(", ")}
