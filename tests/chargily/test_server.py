"""The server does what the documentation says, and what the network does to it."""

from __future__ import annotations

import hashlib
import hmac
import re
import time
from typing import Any

import pytest
import requests
from django.test import Client
from rest_framework.test import APIClient

from tests.chargily import receiver
from tests.chargily.server import ChargilyServer
from tests.chargily.webhooks import Webhook

pytestmark = pytest.mark.urls("tests.chargily.receiver")

BODY: dict[str, Any] = {
    "amount": 50_000,
    "currency": "dzd",
    "success_url": "https://shop.example/paid",
    "webhook_endpoint": "https://shop.example/hook/",
    "metadata": {"payment": "42"},
}


@pytest.fixture(autouse=True)
def _nothing_received() -> None:
    receiver.received.clear()


def ask(chargily: ChargilyServer, method: str, path: str, **others: Any) -> Any:
    headers = {"Authorization": f"Bearer {chargily.key}"}
    return requests.request(
        method, chargily.url + path, **{"headers": headers, "timeout": 10, **others}
    )


def create(chargily: ChargilyServer, **others: Any) -> dict[str, Any]:
    answer = ask(chargily, "POST", "checkouts", json={**BODY, **others})
    assert answer.status_code == 200
    return answer.json()


# --- The API ----------------------------------------------------------------------------


def test_a_checkout_has_the_documented_fields(chargily: ChargilyServer) -> None:
    before = int(time.time())

    checkout = create(chargily)

    assert re.fullmatch("[0-7][0-9a-hjkmnp-tv-z]{25}", checkout["id"])
    assert before <= checkout["created_at"] <= int(time.time())
    assert checkout["entity"] == "checkout"
    assert (checkout["status"], checkout["livemode"]) == ("pending", False)
    assert (checkout["amount"], checkout["fees"]) == (50_000, 1250)
    assert checkout["checkout_url"].endswith(f"/test/checkouts/{checkout['id']}/pay")
    assert ask(chargily, "GET", f"checkouts/{checkout['id']}").json() == checkout


def test_ids_are_in_the_order_of_their_time(chargily: ChargilyServer) -> None:
    first = create(chargily)["id"]
    time.sleep(0.002)  # milliseconds are what they count

    assert first < create(chargily)["id"]


@pytest.mark.parametrize("header", ["", "Bearer ", "Bearer test_sk_other", "Basic x"])
def test_nobody_gets_in_without_the_key(chargily: ChargilyServer, header: str) -> None:
    answer = ask(
        chargily, "POST", "checkouts", json=BODY, headers={"Authorization": header}
    )

    assert (answer.status_code, answer.json()) == (401, {"message": "Unauthenticated."})
    assert chargily.checkouts == {}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *[("amount", value) for value in (0, -1, 1.5, "50", None, True)],
        *[("currency", "eur"), ("currency", "DZD"), ("success_url", None)],
        *[("success_url", "/paid"), ("webhook_endpoint", "x"), ("locale", "de")],
        ("metadata", "x"),
    ],
)
def test_a_wrong_field_is_named(
    chargily: ChargilyServer, field: str, value: Any
) -> None:
    answer = ask(chargily, "POST", "checkouts", json={**BODY, field: value})

    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == [field]
    assert chargily.checkouts == {}


def test_checkouts_are_listed_in_pages(chargily: ChargilyServer) -> None:
    ids = [create(chargily)["id"] for _ in range(3)]

    answer = ask(chargily, "GET", "checkouts?per_page=2&page=2").json()

    assert [checkout["id"] for checkout in answer["data"]] == ids[:1]
    assert (answer["total"], answer["last_page"]) == (3, 2)


def test_what_is_paid_stays_paid(chargily: ChargilyServer) -> None:
    identity = create(chargily)["id"]
    chargily.pay(identity)

    for end in (chargily.fail, chargily.cancel, chargily.expire):
        end(identity)

    assert chargily.checkouts[identity]["status"] == "paid"
    assert ask(chargily, "POST", f"checkouts/{identity}/expire").status_code == 403


def test_live_and_test_mode_are_apart() -> None:
    with ChargilyServer(livemode=True) as live:
        checkout = create(live)

        assert live.url == f"{live.origin}/api/v2/"
        assert live.key.startswith("live_sk_")
        assert checkout["livemode"] is True
        assert live.pay(checkout["id"]).event["livemode"] == "true"


# --- Webhooks ---------------------------------------------------------------------------


@pytest.fixture
def paid(chargily: ChargilyServer, live_server: Any) -> Webhook:
    """Of a checkout whose webhooks go to a server that is there."""
    checkout = create(chargily, webhook_endpoint=f"{live_server.url}/hook/")
    return chargily.pay(checkout["id"])


def test_a_webhook_is_as_documented_and_signed(chargily: ChargilyServer) -> None:
    checkout = create(chargily)

    webhook = chargily.pay(checkout["id"])

    event = webhook.event
    assert list(event) == [
        *("id", "entity", "livemode", "type", "data", "created_at", "updated_at")
    ]
    assert (event["entity"], event["type"]) == ("event", "checkout.paid")
    assert event["livemode"] == "false"
    assert event["data"]["url"] == checkout["checkout_url"]
    assert event["data"]["status"] == "paid"
    assert not {"checkout_url", "currency", "livemode"} & set(event["data"])
    assert webhook.signature == (
        hmac.new(chargily.key.encode(), webhook.body, hashlib.sha256).hexdigest()
    )
    assert webhook.url == "https://shop.example/hook/"
    assert chargily.key not in repr(webhook)


def test_each_event_has_an_id_of_its_own_and_a_duplicate_has_the_same(
    chargily: ChargilyServer, paid: Webhook
) -> None:
    again = chargily.pay(paid.event["data"]["id"])

    assert [paid.send(), paid.send()] == [200, 200]
    assert again.event["id"] != paid.event["id"]
    assert [body for body, _ in receiver.received] == [paid.body, paid.body]


def test_what_chargily_could_send_is_signed_anew(paid: Webhook) -> None:
    webhooks = [
        paid.with_data(amount=1),
        paid.with_data(id="01hjjj9aymmrwe664nbzrv84sg"),
        paid.changed(type="checkout.unheard_of"),
        paid.with_body(b"not JSON"),
        paid.with_body(b""),
    ]

    assert [webhook.send() for webhook in webhooks] == [200] * 5
    assert [body for body, _ in receiver.received] == [w.body for w in webhooks]
    assert webhooks[0].event["data"]["amount"] == 1


def test_what_an_enemy_could_send_is_not(paid: Webhook) -> None:
    webhooks = [
        paid.with_signature(None),
        paid.with_signature(""),
        paid.with_signature("0" * 64),
        paid.with_signature("é" * 32),
        paid.with_signature(b"\xff\xfe"),
        paid.tampered(amount=1),
    ]

    assert [webhook.send() for webhook in webhooks] == [403] * 6
    assert receiver.received[0] == (paid.body, None)


def test_a_webhook_may_be_late_and_overtaken(
    chargily: ChargilyServer, paid: Webhook
) -> None:
    start = time.monotonic()
    late = paid.send_after(0.3)

    failed = chargily.webhook(paid.event["data"]["id"], type="checkout.failed")

    assert failed.send() == 200
    assert late.result(timeout=10) == 200
    assert time.monotonic() - start >= 0.3
    assert [body for body, _ in receiver.received] == [failed.body, paid.body]


@pytest.mark.parametrize("client", [Client(), APIClient()])
def test_a_webhook_needs_no_server_to_be_posted(
    chargily: ChargilyServer, client: Any
) -> None:
    webhook = chargily.pay(create(chargily)["id"])

    def post(sent: Webhook) -> int:
        return client.post(sent.path, **sent.for_client()).status_code

    assert post(webhook) == 200
    assert post(webhook.with_body(b"")) == 200
    assert post(webhook.tampered(amount=1)) == 403
    assert post(webhook.with_signature(None)) == 403
    assert post(webhook.with_signature("é")) == 403
    assert receiver.received[0][0] == webhook.body


# --- The network ------------------------------------------------------------------------


def test_what_is_asked_is_recorded_when_it_is_not_answered(
    chargily: ChargilyServer,
) -> None:
    chargily.drop_next(works=True)
    chargily.hang_next(30)

    with pytest.raises(requests.ConnectionError):
        ask(chargily, "POST", "checkouts", json=BODY)
    with pytest.raises(requests.ReadTimeout):
        ask(chargily, "GET", "balance", timeout=0.2)

    assert chargily.asked() == ["POST checkouts", "GET balance"]
    assert chargily.requests[0].json == BODY
    assert len(chargily.checkouts) == 1
    assert ask(chargily, "GET", "balance").status_code == 200


def test_a_server_that_hangs_is_gone_at_once_when_it_is_stopped() -> None:
    start = time.monotonic()
    with ChargilyServer() as server:
        server.hang_next(30)
        with pytest.raises(requests.ReadTimeout):
            ask(server, "GET", "balance", timeout=0.2)

    assert time.monotonic() - start < 3
    with pytest.raises(requests.ConnectionError):
        ask(server, "GET", "balance")
