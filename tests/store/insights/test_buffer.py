"""The waiting room between reads and the database: bounded, patient, and soon empty."""

from __future__ import annotations

import logging
import time
from typing import Any

import pytest
from django.db import OperationalError
from django.utils import timezone

from store.insights import buffer as buffers
from store.insights import recording
from store.insights.buffer import Buffer
from store.insights.receivers import buffer
from store.insights.seen import Key, Kind, Seen
from tests.builders import make_product, make_user
from tests.store.insights.seeing import (
    client_for,
    look,
    viewed,
    write_down,
)

pytestmark = pytest.mark.django_db


def test_what_finds_no_room_is_dropped_and_said(
    alice: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(buffers, "MOST_WAITING", 2)
    products = [make_product() for _ in range(3)]

    look(alice, *products, products[0])
    with caplog.at_level(logging.WARNING):
        write_down()

    assert sorted(viewed(alice)) == [(products[0].pk, 2), (products[1].pk, 1)]
    assert "1 views and searches were dropped" in caplog.text


def test_a_database_that_is_away_delays_and_loses_nothing(
    alice: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    product = make_product()

    def refuse(**kwargs: Any) -> None:
        raise OperationalError("gone away")

    with monkeypatch.context() as patch:
        patch.setattr(recording, "record_seen", refuse)
        look(alice, product)
        assert buffer.flush() is False
        look(alice, product)

    assert buffer.flush() is True
    assert viewed(alice) == [(product.pk, 2)]


def test_one_users_fault_is_not_anothers(
    alice: Any, bob: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    product = make_product()
    write = recording.record_seen

    def fail_for_alice(*, user_id: int, entries: Any) -> None:
        if user_id == alice.pk:
            raise ValueError("a fault of ours")
        write(user_id=user_id, entries=entries)

    monkeypatch.setattr(recording, "record_seen", fail_for_alice)
    look(alice, product)
    look(bob, product)

    assert buffer.flush() is True
    assert (viewed(alice), viewed(bob)) == ([], [(product.pk, 1)])


def test_a_receiver_that_fails_does_not_fail_the_read(
    alice: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    product = make_product()

    def fail(*args: Any) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(buffer, "add", fail)

    answer = client_for(alice).get(f"/store/products/{product.pk}/")

    assert answer.status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_thread_writes_it_down_soon_after_the_answer(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(buffers, "PAUSE", 0.05)
    settings.STORE_HISTORY_IN_BACKGROUND = True
    alice, product = make_user(), make_product()

    look(alice, product)
    wait_for(lambda: viewed(alice) == [(product.pk, 1)])
    look(alice, product)
    wait_for(lambda: viewed(alice) == [(product.pk, 2)])


def wait_for(happened: Any) -> None:
    until = time.monotonic() + 20
    while not happened():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_a_forked_process_leaves_what_waits_to_its_parent() -> None:
    waiting = Buffer(lambda batch: {})
    waiting.add(Key(1, Kind.VIEWED, 1), Seen(timezone.now()))

    waiting.forget()

    assert waiting.waiting == {}
    assert waiting.thread is None
