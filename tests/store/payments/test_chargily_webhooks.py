"""Who made a webhook, and what it says."""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime
from typing import Any

import pytest

from store.payments.chargily import ChargilyUnusable, Event, is_signed, read_event
from tests.chargily.server import ChargilyServer
from tests.store.payments.making import make_checkout

BODY = '{"id": "01", "name": "é"}'.encode()
# The event that the documentation of Chargily shows, shortened.
DOCUMENTED = b"""{
   "id": "01hjjjzf7wbc454te45mwx35fe", "entity": "event", "livemode": "false",
   "type": "checkout.paid",
   "data": {"id": "01hjjj9aymmrwe664nbzrv84sg", "fees": 1250, "amount": 50000,
            "metadata": null, "status": "paid"},
   "created_at": 1703578418, "updated_at": 1703578418}"""


def made(body: bytes, key: str) -> str:
    return hmac.new(key.encode(), body, hashlib.sha256).hexdigest()


def test_a_body_signed_with_the_key_is_signed(settings: Any) -> None:
    settings.CHARGILY_SECRET_KEY = "test_sk_0123456789"
    signature = "bc4ee86a16eaf7d0e7a0f7c5fbd8d3f7"

    assert is_signed(body=BODY, signature=made(BODY, "test_sk_0123456789"))
    assert is_signed(body=BODY, signature=made(BODY, "test_sk_0123456789").encode())
    assert is_signed(body=b"", signature=made(b"", "test_sk_0123456789"))
    assert not is_signed(body=BODY, signature=signature)


@pytest.mark.parametrize(
    "body",
    [b"", BODY + b" ", BODY.replace(b"01", b"02"), BODY.decode().encode("utf-16")],
)
def test_another_body_is_not_signed(settings: Any, body: bytes) -> None:
    settings.CHARGILY_SECRET_KEY = "test_sk_0123456789"

    assert not is_signed(body=body, signature=made(BODY, "test_sk_0123456789"))


@pytest.mark.parametrize(
    "signature",
    [
        *[None, "", b"", "é", "é" * 64, "\ud800" * 64, b"\xff" * 64, "\x00" * 64],
        *["0" * 64, "0" * 63, "0" * 1_000_000, made(BODY, "test_sk_of_another")],
        *[made(BODY, "test_sk_0123456789") + "0", made(BODY, "test_sk_0123456789")[1:]],
    ],
    ids=range(14),
)
def test_what_the_key_did_not_make_is_no_signature(
    settings: Any, signature: str | bytes | None
) -> None:
    settings.CHARGILY_SECRET_KEY = "test_sk_0123456789"

    assert is_signed(body=BODY, signature=signature) is False


@pytest.mark.parametrize("key", ["", "x", "live_pk_0123456789"])
def test_without_a_key_nothing_is_signed(settings: Any, key: str) -> None:
    settings.CHARGILY_SECRET_KEY = key

    assert is_signed(body=BODY, signature=made(BODY, key)) is False


def test_the_documented_event_is_read() -> None:
    assert read_event(body=DOCUMENTED) == Event(
        id="01hjjjzf7wbc454te45mwx35fe",
        type="checkout.paid",
        livemode=False,
        checkout_id="01hjjj9aymmrwe664nbzrv84sg",
        created_at=datetime(2023, 12, 26, 8, 13, 38, tzinfo=UTC),
    )


def test_an_event_of_the_server_is_read(chargily: ChargilyServer) -> None:
    checkout = make_checkout()
    webhook = chargily.pay(checkout.id)

    event = read_event(body=webhook.body)

    assert is_signed(body=webhook.body, signature=webhook.signature)
    assert (event.type, event.checkout_id) == ("checkout.paid", checkout.id)
    assert event.livemode is False


def test_an_event_about_something_else_names_no_checkout(
    chargily: ChargilyServer,
) -> None:
    webhook = chargily.pay(make_checkout().id)

    other = read_event(body=webhook.changed(type="payout.sent", data=None).body)
    unknown = read_event(body=webhook.changed(type="checkout.frozen").body)

    assert (other.type, other.checkout_id) == ("payout.sent", None)
    assert unknown.checkout_id == webhook.event["data"]["id"]


@pytest.mark.parametrize(
    "fields",
    [
        *[{"id": None}, {"id": 5}, {"id": "a/b"}, {"id": "a" * 65}, {"type": ""}],
        *[{"type": ["checkout.paid"]}, {"type": "checkout.paid\x00"}, {"data": None}],
        *[{"data": []}, {"data": "x"}, {"data": {}}, {"data": {"id": "../balance"}}],
        *[{"livemode": "perhaps"}, {"livemode": None}, {"created_at": "now"}],
    ],
    ids=str,
)
def test_an_event_that_lacks_what_is_needed_is_unusable(
    chargily: ChargilyServer, fields: dict[str, Any]
) -> None:
    webhook = chargily.pay(make_checkout().id)

    with pytest.raises(ChargilyUnusable):
        read_event(body=webhook.changed(**fields).body)


@pytest.mark.parametrize(
    "body",
    [b"", b"no", b"[]", b"null", b"\xff", b'{"id":', b"[" * 100_000, b'{"id": 1e400}'],
    ids=range(8),
)
def test_a_body_that_is_no_event_is_unusable(body: bytes) -> None:
    with pytest.raises(ChargilyUnusable):
        read_event(body=body)
