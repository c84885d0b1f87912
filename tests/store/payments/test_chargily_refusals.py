"""What Chargily refuses, what it answers that cannot be used, and where the key is not."""

from __future__ import annotations

import logging
import shutil
import ssl
import subprocess
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests

from store.payments import chargily_http
from store.payments.chargily import (
    ChargilyError,
    ChargilyRefused,
    ChargilyUnreachable,
    ChargilyUnusable,
    read_balance,
    read_checkout,
)
from tests.chargily.server import ChargilyServer
from tests.store.payments.making import make_checkout

LIMIT = chargily_http.LARGEST


# --- What cannot be used ----------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        *[b"", b"<html>Sorry</html>", b'{"id": "01hj5n7c', b"[]", b"null", b"7"],
        *[b'"text"', b"\xff\xfe\xfd", b"[" * 100_000, b'{"id": NaN}'],
        b'{"amount": 1' + b"0" * 5000 + b"}",
    ],
    ids=range(11),
)
def test_what_is_no_checkout_is_unusable(chargily: ChargilyServer, body: bytes) -> None:
    chargily.garble_next(body, times=2)

    with pytest.raises(ChargilyUnusable):
        make_checkout()
    with pytest.raises(ChargilyUnusable):
        read_checkout(id="01hj5n7cqpaf0mt2d0xx85tgz8")

    assert len(chargily.requests) == 2


def test_an_answer_may_be_as_large_as_the_limit_and_no_larger(
    chargily: ChargilyServer,
) -> None:
    chargily.balance["padding"] = ""
    size = len(chargily_http.get("balance"))
    chargily.balance["padding"] = "x" * (LIMIT - size)
    read_balance()

    chargily.balance["padding"] += "x"
    with pytest.raises(ChargilyUnusable, match="answered more than 262144 bytes"):
        read_balance()


@pytest.mark.parametrize(
    ("status", "kind"), [(503, ChargilyUnreachable), (404, ChargilyRefused)]
)
def test_what_is_too_large_is_judged_by_its_status_first(
    chargily: ChargilyServer, status: int, kind: type[ChargilyError]
) -> None:
    chargily.garble_next(b"x" * (LIMIT + 1), status=status)

    with pytest.raises(kind, match=f"answered {status}$"):
        make_checkout()


def test_a_redirect_is_not_followed(chargily: ChargilyServer) -> None:
    with ChargilyServer() as other:
        for status in (301, 302, 307, 308):
            chargily.garble_next(
                b"{}", status=status, headers={"Location": f"{other.url}balance"}
            )
            with pytest.raises(ChargilyUnusable, match=f"answered {status}"):
                read_balance()

        assert other.requests == []


def test_a_certificate_that_nobody_signed_is_not_trusted(
    chargily: ChargilyServer, settings: Any, tmp_path: Path
) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("needs openssl")
    key, certificate = str(tmp_path / "key.pem"), str(tmp_path / "certificate.pem")
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes"),
            *("-keyout", key, "-out", certificate, "-subj", "/CN=127.0.0.1"),
            *("-addext", "subjectAltName=IP:127.0.0.1", "-days", "1"),
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    chargily.listener.socket = context.wrap_socket(
        chargily.listener.socket, server_side=True
    )
    settings.CHARGILY_API_URL = chargily.url.replace("http://", "https://")

    with pytest.raises(ChargilyUnreachable, match="SSLError"):
        make_checkout()

    assert chargily.requests == []


# --- What is refused --------------------------------------------------------------------


def test_a_refusal_says_what_chargily_said(chargily: ChargilyServer) -> None:
    with pytest.raises(ChargilyRefused) as caught:
        make_checkout(amount=0)

    assert caught.value.status == 422
    assert str(caught.value) == (
        "Chargily: POST checkouts answered 422: "
        "The amount must be an integer greater than 0."
    )
    assert chargily.checkouts == {}


@pytest.mark.parametrize(
    "other", [{"currency": "eur"}, {"success_url": "/paid"}, {"locale": "de"}]
)
def test_what_chargily_does_not_take_is_refused(
    chargily: ChargilyServer, other: dict[str, str]
) -> None:
    with pytest.raises(ChargilyRefused) as caught:
        make_checkout(**other)

    assert (caught.value.status, chargily.checkouts) == (422, {})


def test_another_key_and_an_unknown_id_are_refused_at_once(
    chargily: ChargilyServer, settings: Any
) -> None:
    with pytest.raises(ChargilyRefused) as unknown:
        read_checkout(id="01hj5n7cqpaf0mt2d0xx85tgz8")
    settings.CHARGILY_SECRET_KEY = "test_sk_of_another_account"
    with pytest.raises(ChargilyRefused) as stranger:
        read_balance()

    assert (unknown.value.status, stranger.value.status) == (404, 401)
    assert len(chargily.requests) == 2


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"{}", b'"message"'])
def test_a_refusal_may_say_nothing(chargily: ChargilyServer, body: bytes) -> None:
    chargily.garble_next(body, status=400)

    with pytest.raises(ChargilyRefused, match=r"answered 400$"):
        read_balance()


def test_a_refusal_is_one_short_line(chargily: ChargilyServer) -> None:
    chargily.garble_next(b'{"message": "a\\nb\\u0000' + b"x" * 9000 + b'"}', status=422)

    with pytest.raises(ChargilyRefused) as caught:
        read_balance()

    text = str(caught.value)
    assert text.startswith("Chargily: GET balance answered 422: a b xxx")
    assert len(text) == len("Chargily: GET balance answered 422: ") + 300


# --- The key ----------------------------------------------------------------------------


def test_the_key_is_in_no_error_and_no_log(
    chargily: ChargilyServer, settings: Any, caplog: Any
) -> None:
    caplog.set_level(logging.DEBUG)
    settings.CHARGILY_READ_TIMEOUT = 0.2
    echo = f'{{"message": "no {chargily.key} here"}}'.encode()
    faults: list[Callable[[], None]] = [
        lambda: chargily.refuse_next(503, times=3),
        lambda: chargily.drop_next(times=3),
        lambda: chargily.hang_next(5),
        lambda: chargily.halve_next(times=3),
        lambda: chargily.garble_next(b"<html>"),
        lambda: chargily.garble_next(b"x" * (LIMIT + 1)),
        lambda: chargily.refuse_next(404),
    ]
    texts = []
    for fault in faults:
        for call in (read_balance, make_checkout):
            chargily.faults.clear()
            fault()
            with pytest.raises(ChargilyError) as caught:
                call()
            texts.append(everything_about(caught.value))
    chargily.faults.clear()
    chargily.garble_next(echo, status=403)
    with pytest.raises(ChargilyRefused) as refused:
        read_balance()

    assert str(refused.value) == (
        "Chargily: GET balance answered 403: no [redacted] here"
    )
    assert chargily.key not in "\n".join(texts)
    assert "again in 0.2 s" in caplog.text
    assert chargily.key not in caplog.text


def test_the_librarys_own_errors_would_have_shown_it(
    chargily: ChargilyServer,
) -> None:
    chargily.drop_next()

    with pytest.raises(requests.ConnectionError) as caught:
        chargily_http.exchange("GET", "balance", None)

    assert chargily.key in everything_about(caught.value)


def everything_about(error: BaseException) -> str:
    """The error, what it came from, and every variable between here and there."""
    assert error.__traceback__ is not None
    trace = traceback.TracebackException(
        type(error), error, error.__traceback__.tb_next, capture_locals=True
    )
    return "\n".join([*trace.format(), repr(error), repr(vars(error))])
