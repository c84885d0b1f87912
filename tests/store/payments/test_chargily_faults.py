"""What becomes of a call while Chargily is slow or broken."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from store.payments.chargily import (
    ChargilyUnreachable,
    read_balance,
    read_checkout,
)
from tests.chargily.server import ChargilyServer
from tests.processes import free_port
from tests.store.payments.making import make_checkout


@pytest.fixture
def elapsed() -> Callable[[], float]:
    start = time.monotonic()
    return lambda: time.monotonic() - start


# --- Repeated: what reads, and what may be better in a moment -----------------------------


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_read_is_tried_three_times(chargily: ChargilyServer, status: int) -> None:
    chargily.refuse_next(status, times=2)
    assert read_balance().wallets[0].currency == "dzd"
    assert chargily.asked() == ["GET balance"] * 3

    chargily.refuse_next(status, times=3)
    with pytest.raises(ChargilyUnreachable, match=f"GET balance answered {status}"):
        read_balance()
    assert chargily.asked() == ["GET balance"] * 6


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_write_is_sent_once(chargily: ChargilyServer, status: int) -> None:
    chargily.refuse_next(status, retry_after="1")

    with pytest.raises(ChargilyUnreachable) as caught:
        make_checkout()

    assert caught.value.retry_after == 1
    assert chargily.asked() == ["POST checkouts"]
    assert chargily.checkouts == {}


def test_a_lost_connection_is_tried_again_by_reads_alone(
    chargily: ChargilyServer,
) -> None:
    chargily.drop_next(times=2)
    read_balance()
    assert chargily.asked() == ["GET balance"] * 3

    chargily.drop_next(works=True)
    with pytest.raises(ChargilyUnreachable, match="POST checkouts got no answer"):
        make_checkout()
    assert chargily.asked() == [*["GET balance"] * 3, "POST checkouts"]
    assert len(chargily.checkouts) == 1


def test_an_answer_that_breaks_off_is_a_lost_connection(
    chargily: ChargilyServer,
) -> None:
    checkout = make_checkout()
    chargily.halve_next()
    assert read_checkout(id=checkout.id) == checkout
    assert len(chargily.requests) == 3

    chargily.halve_next()
    with pytest.raises(ChargilyUnreachable):
        make_checkout()
    assert (len(chargily.requests), len(chargily.checkouts)) == (4, 2)


def test_nobody_at_the_address_is_unreachable(
    chargily: ChargilyServer, settings: Any
) -> None:
    settings.CHARGILY_API_URL = f"http://127.0.0.1:{free_port()}/test/api/v2/"

    for call in (read_balance, make_checkout):
        with pytest.raises(ChargilyUnreachable, match="got no answer"):
            call()


# --- How long ---------------------------------------------------------------------------


def test_a_read_waits_as_long_as_it_is_told(
    chargily: ChargilyServer, elapsed: Callable[[], float]
) -> None:
    chargily.refuse_next(503, retry_after="1")

    read_balance()

    assert 1 <= elapsed() < 3
    assert len(chargily.requests) == 2


@pytest.mark.parametrize(
    ("told", "seconds"), [("120", 120), ("9" * 30, 3600), ("9" * 5000, None)]
)
def test_a_read_that_is_told_to_wait_long_leaves_it_to_its_caller(
    chargily: ChargilyServer,
    elapsed: Callable[[], float],
    told: str,
    seconds: int | None,
) -> None:
    chargily.refuse_next(429, retry_after=told, times=3)

    with pytest.raises(ChargilyUnreachable) as caught:
        read_balance()

    assert caught.value.retry_after == seconds
    assert len(chargily.requests) == (1 if seconds else 3)
    assert elapsed() < 3


def test_the_time_to_wait_may_be_a_date(chargily: ChargilyServer) -> None:
    date = datetime.now(UTC) + timedelta(seconds=90)
    chargily.refuse_next(503, retry_after=format_datetime(date, usegmt=True))

    with pytest.raises(ChargilyUnreachable) as caught:
        read_balance()

    assert caught.value.retry_after == pytest.approx(90, abs=5)


@pytest.mark.parametrize("told", ["soon", "-5", "", "Mon, 01 Jan 2001 00:00:00 GMT"])
def test_a_time_to_wait_that_says_nothing_is_ignored(
    chargily: ChargilyServer, told: str
) -> None:
    chargily.refuse_next(503, retry_after=told)

    read_balance()

    assert len(chargily.requests) == 2


@pytest.mark.parametrize("call", [read_balance, make_checkout])
def test_silence_ends_after_the_read_timeout(
    chargily: ChargilyServer, settings: Any, elapsed: Callable[[], float], call: Any
) -> None:
    settings.CHARGILY_READ_TIMEOUT = 1.0
    chargily.hang_next(30)

    with pytest.raises(ChargilyUnreachable, match="took too long"):
        call()

    assert 1 <= elapsed() < 2
    assert len(chargily.requests) == 1


def test_what_was_made_after_the_client_gave_up_is_there(
    chargily: ChargilyServer, settings: Any
) -> None:
    settings.CHARGILY_READ_TIMEOUT = 0.2
    chargily.hang_next(30, works=True)

    with pytest.raises(ChargilyUnreachable):
        make_checkout()

    [made] = chargily.checkouts.values()
    assert (made["status"], made["metadata"]) == ("pending", {"payment": "42"})


def test_an_answer_that_drips_ends_too(
    chargily: ChargilyServer, settings: Any, elapsed: Callable[[], float]
) -> None:
    settings.CHARGILY_CONNECT_TIMEOUT = settings.CHARGILY_READ_TIMEOUT = 0.5
    chargily.drip_next(0.1)

    with pytest.raises(ChargilyUnreachable, match="took too long"):
        read_balance()

    assert 1 <= elapsed() < 2
    assert len(chargily.requests) == 1
