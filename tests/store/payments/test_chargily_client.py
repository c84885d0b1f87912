"""The client against a server that speaks Chargily's protocol, over HTTP."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from store.payments.chargily import (
    ChargilyOff,
    ChargilyRefused,
    create_checkout,
    expire_checkout,
    read_balance,
    read_checkout,
)
from tests.chargily.server import ChargilyServer
from tests.races.together import together
from tests.store.payments.making import ASKED, make_checkout

# --- What is sent -----------------------------------------------------------------------


def test_a_checkout_is_asked_for_in_chargilys_words(chargily: ChargilyServer) -> None:
    create_checkout(**ASKED)

    [request] = chargily.requests
    assert (request.method, request.path) == ("POST", "checkouts")
    assert request.json == {
        "amount": 50_000,
        "currency": "dzd",
        "success_url": "https://shop.example/paid",
        "failure_url": "https://shop.example/failed",
        "webhook_endpoint": "https://shop.example/hook/",
        "description": "Order 7",
        "locale": "fr",
        "metadata": {"payment": "42"},
    }
    assert request.headers["authorization"] == f"Bearer {chargily.key}"
    assert request.headers["content-type"] == "application/json"
    assert request.headers["accept"] == "application/json"


def test_a_netrc_of_the_machine_does_not_replace_the_key(
    chargily: ChargilyServer, tmp_path: Path, monkeypatch: Any
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login someone password else")
    monkeypatch.setenv("NETRC", str(netrc))

    read_balance()

    assert chargily.requests[0].headers["authorization"] == f"Bearer {chargily.key}"


@pytest.mark.parametrize("ending", ["", "/"])
def test_the_address_may_end_with_a_slash_or_not(
    chargily: ChargilyServer, settings: Any, ending: str
) -> None:
    settings.CHARGILY_API_URL = chargily.url.rstrip("/") + ending

    read_balance()

    assert chargily.asked() == ["GET balance"]


# --- Ending a checkout ------------------------------------------------------------------


def test_a_pending_checkout_is_expired(chargily: ChargilyServer) -> None:
    checkout = make_checkout()

    assert expire_checkout(id=checkout.id).status == "expired"
    assert chargily.asked()[-1] == f"POST checkouts/{checkout.id}/expire"
    assert read_checkout(id=checkout.id).status == "expired"


@pytest.mark.parametrize(("does", "status"), [("pay", 403), ("expire", 400)])
def test_a_checkout_that_has_ended_is_not_expired(
    chargily: ChargilyServer, does: str, status: int
) -> None:
    checkout = make_checkout()
    getattr(chargily, does)(checkout.id)
    before = read_checkout(id=checkout.id)

    with pytest.raises(ChargilyRefused) as caught:
        expire_checkout(id=checkout.id)

    assert caught.value.status == status
    assert read_checkout(id=checkout.id) == before


# --- Without a key; in threads; in forks ------------------------------------------------


@pytest.mark.parametrize(
    "key", ["", "test_pk_0123456789", "test_sk_a b c d e f\r\nX: 1"]
)
def test_without_a_key_nothing_is_sent(
    chargily: ChargilyServer, settings: Any, key: str
) -> None:
    settings.CHARGILY_SECRET_KEY = key

    for call in (make_checkout, read_balance, lambda: read_checkout(id="01")):
        with pytest.raises(ChargilyOff):
            call()

    assert chargily.requests == []


@pytest.mark.django_db(transaction=True)
def test_threads_do_not_mix_up_their_answers(chargily: ChargilyServer) -> None:
    amounts = range(100, 108)

    checkouts = together(
        *(lambda amount=amount: make_checkout(amount=amount) for amount in amounts)
    )

    assert [checkout.amount for checkout in checkouts] == list(amounts)
    assert len(chargily.checkouts) == 8


def test_a_forked_worker_asks_on_a_connection_of_its_own(
    chargily: ChargilyServer,
) -> None:
    checkout = make_checkout()
    child = os.fork()
    if child == 0:
        status = read_checkout(id=checkout.id).status
        os._exit(0 if status == "pending" else 1)

    assert read_checkout(id=checkout.id).status == "pending"
    assert os.waitpid(child, 0)[1] == 0
