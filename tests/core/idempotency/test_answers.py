"""Which answers are kept, and what becomes of the work of the others."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone

from core.idempotency.services import claim_key, keep_answer, lease_key
from core.models import KeyedRequest
from core.throttling import own_cache
from store.carts.views import CartViewSet
from store.models import Cart, Order
from tests.builders import PASSWORD, make_cart, make_product

pytestmark = pytest.mark.django_db
CARTS = "/store/carts/"


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Have POST carts/ make a cart and answer in some way."""

    def answer(make: Callable[[], Any]) -> None:
        def create(self: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
            Cart.objects.create()
            return make()

        monkeypatch.setattr(CartViewSet, "create", create)

    return answer


@pytest.mark.parametrize("status", [401, 403, 408, 409, 425, 429, 500, 502, 503])
def test_what_may_pass_is_not_kept_and_leaves_nothing(
    anon: Any, send: Any, answering: Any, status: int
) -> None:
    answering(lambda: HttpResponse("no", status=status))
    refused = send(anon, CARTS)
    answering(lambda: HttpResponse("yes", status=201))

    again = send(anon, CARTS)

    assert (refused.status_code, refused.content) == (status, b"no")
    assert (again.status_code, again.content) == (201, b"yes")
    assert "Idempotent-Replayed" not in again
    assert Cart.objects.count() == 1


@pytest.mark.parametrize("status", [200, 201, 302, 400, 404, 405, 410, 415, 422])
def test_every_other_answer_is_kept(
    anon: Any, send: Any, answering: Any, status: int
) -> None:
    answering(lambda: HttpResponse("one", status=status, headers={"Location": "/x/"}))
    send(anon, CARTS)
    answering(lambda: HttpResponse("two", status=200))

    again = send(anon, CARTS)

    assert (again.status_code, again.content) == (status, b"one")
    assert again["Location"] == "/x/"
    assert Cart.objects.count() == 1


def test_a_fault_of_ours_leaves_nothing_and_frees_the_key(
    anon: Any, send: Any, answering: Any
) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    anon.raise_request_exception = False
    answering(fail)
    assert send(anon, CARTS).status_code == 500
    assert not Cart.objects.exists()

    answering(lambda: HttpResponse("yes", status=201))
    assert send(anon, CARTS).content == b"yes"


def test_a_success_of_which_nothing_would_be_left_is_a_fault(
    anon: Any, send: Any, answering: Any
) -> None:
    def succeed() -> HttpResponse:
        transaction.set_rollback(True)
        return HttpResponse("done", status=201)

    anon.raise_request_exception = False
    answering(succeed)

    assert send(anon, CARTS).status_code == 500
    assert not Cart.objects.exists()


def test_bytes_that_are_no_text_come_back_as_they_were(
    anon: Any, send: Any, answering: Any
) -> None:
    content = bytes(range(256)) * 5000
    answering(lambda: HttpResponse(content, content_type="image/png"))

    answers = [send(anon, CARTS) for _ in range(2)]

    assert [answer.content for answer in answers] == [content] * 2
    assert answers[1]["Content-Type"] == "image/png"


def test_a_stream_is_done_and_not_kept(anon: Any, send: Any, answering: Any) -> None:
    answering(lambda: StreamingHttpResponse([b"a", b"b"]))

    answers = [b"".join(send(anon, CARTS).streaming_content) for _ in range(2)]

    assert answers == [b"ab"] * 2
    assert Cart.objects.count() == 2


def test_a_refusal_for_want_of_stock_may_be_tried_again(
    client_of: Any, alice: Any, send: Any
) -> None:
    product = make_product(inventory=0)
    body = {"cart_id": str(make_cart((product, 1)).pk)}
    assert send(client_of(alice), "/store/orders/", body).status_code == 409
    product.inventory = 1
    product.save()

    assert send(client_of(alice), "/store/orders/", body).status_code == 201
    assert Order.objects.count() == 1


def test_without_a_sign_in_nothing_is_kept(anon: Any, send: Any) -> None:
    answers = [send(anon, "/store/orders/") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [401] * 2
    assert not any("Idempotent-Replayed" in answer for answer in answers)


def test_a_bad_token_is_refused_by_the_view(anon: Any, send: Any) -> None:
    anon.credentials(HTTP_AUTHORIZATION="JWT nonsense")

    refused = send(anon, CARTS)

    assert (refused.status_code, refused.json()["code"]) == (401, "token_not_valid")
    assert not KeyedRequest.objects.exists()


def test_a_replay_counts_as_a_sign_up(
    anon: Any, send: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_cache.clear()
    monkeypatch.setattr(
        "core.throttling.api_settings.DEFAULT_THROTTLE_RATES",
        {"sign-up:address": "2/h"},
    )
    body = {"username": "nora", "password": PASSWORD, "email": "nora@example.com"}
    address = {"REMOTE_ADDR": "203.0.113.77"}

    answers = [send(anon, "/auth/users/", body, **address) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [201, 201, 429]
    assert answers[2].json()["code"] == "throttled"
    assert int(answers[2]["Retry-After"]) > 0


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b"{"),
        ("application/json", b"[" * 100_000),
        ("application/json", b'"\\ud800"'),
        ("application/json", b"\x00\xff"),
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=", b"x"),
        ("multipart/form-data; boundary=x", b"--x\r\nnonsense"),
        ("multipart/form-data; boundary=\xfc\xfc", b"--x--"),
        ("multipart/mixed; boundary=x", b"--x--"),
        ("application/x-www-form-urlencoded", b"a=%FF&" * 2000),
        ("text/plain", b"x"),
        ("", b"x"),
        (";;=", b"x"),
    ],
)
@pytest.mark.parametrize(
    "path", ["/store/carts/mine/items/", "/store/orders/?a=%00%FF"]
)
def test_odd_input_is_refused_with_a_key_as_without(
    client_of: Any, alice: Any, path: str, content_type: str, body: bytes
) -> None:
    def post(**key: str) -> Any:
        return client_of(alice).generic(
            "POST", path, body, content_type=content_type, **key
        )

    plain, first, second = (
        post(),
        *(post(HTTP_IDEMPOTENCY_KEY="odd") for _ in range(2)),
    )

    assert 400 <= plain.status_code < 500
    assert (first.status_code, first.content) == (plain.status_code, plain.content)
    assert (second.status_code, second.content) == (plain.status_code, plain.content)


def test_an_address_of_nothing_is_a_404_with_a_key_as_well(
    anon: Any, send: Any
) -> None:
    for path in ("/store/nothing/", "/store/\x00/", "/store/%FF%FE/"):
        assert [send(anon, path).status_code for _ in range(2)] == [404] * 2, path
        KeyedRequest.objects.all().delete()


def test_a_body_that_broke_off_does_not_use_up_the_key(
    client_of: Any, alice: Any, send: Any
) -> None:
    body = json.dumps({"cart_id": str(make_cart((make_product(), 1)).pk)}).encode()

    def post(arrived: bytes) -> Any:
        return client_of(alice).generic(
            "POST",
            "/store/orders/",
            body,
            content_type="application/json",
            HTTP_IDEMPOTENCY_KEY="a",
            **{"wsgi.input": BytesIO(arrived)},
        )

    assert post(body[:-10]).status_code == 400
    assert post(body).status_code == 201


# --- In steps ---------------------------------------------------------------------


@pytest.fixture
def in_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CartViewSet, "idempotent_in_steps", True, raising=False)


@pytest.mark.usefixtures("in_steps")
def test_work_in_steps_is_answered_again(anon: Any, send: Any) -> None:
    first, second = (send(anon, CARTS) for _ in range(2))

    assert first.status_code == 201
    assert second.content == first.content
    assert second["Idempotent-Replayed"] == "true"
    assert Cart.objects.count() == 1


@pytest.mark.usefixtures("in_steps")
def test_work_in_steps_keeps_what_it_did_before_it_failed(
    anon: Any, send: Any, answering: Any
) -> None:
    answering(lambda: HttpResponse("no", status=503))
    refused = send(anon, CARTS)
    again = send(anon, CARTS)

    assert (refused.status_code, again.status_code) == (503, 503)
    assert Cart.objects.count() == 2
    assert KeyedRequest.objects.get().locked_until is None


@pytest.mark.usefixtures("in_steps")
def test_while_the_lease_runs_the_key_is_taken(anon: Any, send: Any) -> None:
    assert send(anon, CARTS).status_code == 201
    rows = KeyedRequest.objects.all()
    rows.update(status=None, locked_until=timezone.now() + timedelta(seconds=60))

    refused = send(anon, CARTS)
    rows.update(locked_until=timezone.now() - timedelta(seconds=1))
    again = send(anon, CARTS)

    assert (refused.status_code, refused["Retry-After"]) == (409, "1")
    assert refused.json()["code"] == "idempotency_in_progress"
    assert again.status_code == 201


def test_who_lost_the_lease_writes_no_answer() -> None:
    row = claim_key(digest="d", fingerprint="f", user_id=None)
    slow = lease_key(pk=row.pk)
    KeyedRequest.objects.update(locked_until=timezone.now() - timedelta(seconds=1))
    other = lease_key(pk=row.pk)

    for holder, status in ((slow, 500), (other, 201)):
        keep_answer(row=holder, status=status, headers={}, body=b"", user_id=None)

    row.refresh_from_db()
    assert (row.status, row.locked_until) == (201, None)
