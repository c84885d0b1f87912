"""Batches after reading without a network: in any order, any number of times, the same is left."""

from __future__ import annotations

import json
from itertools import count, permutations
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from rest_framework.test import APIClient

from store.models import LibraryEntry, ReadingProgress
from store.progress.merging import Known
from store.progress.services import store_batch
from tests.builders import make_customer, make_entry
from tests.positions import (
    PROGRESS,
    at,
    everything_stored,
    kept_rows,
    path_of,
    position,
    sent,
    session,
    soon,
    times,
)

pytestmark = pytest.mark.django_db


def post(client: APIClient, body: Any) -> Any:
    text = json.dumps(body)
    return client.post(PROGRESS, text, content_type="application/json")


def results(client: APIClient, *positions: Any, sessions: Any = ()) -> list[Any]:
    body = {"positions": positions, "sessions": sessions}
    answer = post(client, body)
    assert answer.status_code == 200, answer.content
    found = answer.json()
    return [
        (row["result"], row.get("code"))
        for row in found["positions"] + found["sessions"]
    ]


STORED, KEPT, SAME = ("stored", None), ("kept", None), ("same", None)


def test_each_position_is_judged_alone(
    alice: Any, reader: APIClient, entry: LibraryEntry
) -> None:
    other, foreign = make_entry(alice.customer), make_entry()
    here, there = {"entry": entry.pk}, {"entry": other.pk}

    told = results(
        reader,
        {**here, **sent(0.5, 5)},
        {**here, **sent(0.4, 4, device="tablet")},
        {**here, **sent(0.5, 5)},
        {**here, **sent(0.3, 3)},
        {**there, **sent(modified=soon(minutes=9))},
        {"entry": foreign.pk, **sent(0.5)},
        {"entry": 2**62, **sent(0.5)},
        {**there, **sent("0.5")},
        {**there, **sent(0.1, 1)},
    )

    assert told == [
        *(STORED, KEPT, SAME, KEPT),
        ("refused", "modified_in_future"),
        ("refused", "not_held"),
        ("refused", "not_held"),
        ("refused", "invalid"),
        STORED,
    ]
    shown = reader.get(path_of(entry)).json()
    assert shown["current"]["progression"] == 0.5
    devices = {one["device"]["id"]: one["progression"] for one in shown["devices"]}
    assert devices == {"phone": 0.5, "tablet": 0.4}
    assert reader.get(path_of(other)).json()["current"]["progression"] == 0.1
    assert ReadingProgress.objects.count() == 2


def test_what_is_refused_says_why(reader: APIClient, entry: LibraryEntry) -> None:
    bad = {"entry": entry.pk, **sent(None, device="phone")}

    body = post(reader, {"positions": [bad], "sessions": [{"id": "x"}]}).json()

    assert body["positions"] == [
        {
            "entry": entry.pk,
            "result": "refused",
            "code": "invalid",
            "detail": "The input is refused.",
            "errors": {"progression": ["This field may not be null."]},
        }
    ]
    assert body["sessions"][0]["id"] == "x"
    assert set(body["sessions"][0]["errors"]) == {"id", "started_at", "ended_at"}
    assert body["server_time"] > at(0)


def test_the_same_batch_twice_changes_nothing(
    alice: Any, reader: APIClient, entry: LibraryEntry
) -> None:
    other = make_entry(alice.customer)
    items = [
        {"entry": one.pk, **sent(0.5 + share / 10, share, device=device)}
        for one in (entry, other)
        for device in ("phone", "tablet")
        for share in (1, 2)
    ]
    read = [session(), session(start=20, end=30)]
    results(reader, *items, sessions=read)
    before = everything_stored()
    clock = alice.customer.clock.moment

    told = results(reader, *items, sessions=read)

    assert {result for result, _ in told} == {"same", "kept"}
    assert everything_stored() == before
    alice.customer.clock.refresh_from_db()
    assert alice.customer.clock.moment == clock


JUNK = [
    *(None, 1, "x", [], [[]], True, {}, {"entry": None}, {"entry": "1"}),
    *({"entry": [1]}, {"entry": 10**30}, {"entry": -1}, {"entry": {"a": "\ud800"}}),
    *({"id": "a\x00"}, {"id": "\udfff"}, {"id": "x" * 10_000}, {"id": 1e308}),
    {"entry": 1, "progression": 10**400},
]


def test_junk_between_good_items_loses_none_of_them(
    reader: APIClient, entry: LibraryEntry
) -> None:
    good = {"entry": entry.pk, **sent(0.5)}

    told = results(reader, *JUNK, good, sessions=[*JUNK, session()])

    assert told.count(("refused", "invalid")) == 2 * len(JUNK)
    assert told.count(STORED) == 2


@pytest.mark.parametrize(
    "body",
    [
        *([], None, 7, "x", {"positions": {}}, {"positions": "x"}),
        *({"positions": None}, {"sessions": 5}, {"positions": [{}] * 101}),
        {"sessions": [{}] * 101},
    ],
)
def test_what_is_no_batch_is_a_400(reader: APIClient, body: Any) -> None:
    assert post(reader, body).status_code == 400


def test_an_empty_batch_is_none(reader: APIClient) -> None:
    assert results(reader) == []


def test_who_never_held_anything_may_send_a_batch(client_of: Any, bob: Any) -> None:
    told = results(client_of(bob), {"entry": 1, **sent(0.5)})

    assert told == [("refused", "not_held")]


def test_a_hundred_positions_cost_the_queries_of_two(
    alice: Any, reader: APIClient, django_assert_max_num_queries: Any
) -> None:
    entries = [make_entry(alice.customer) for _ in range(50)]
    items = [
        {"entry": one.pk, **sent(0.5, device=device)}
        for one in entries
        for device in ("phone", "tablet")
    ]

    with django_assert_max_num_queries(20):
        results(reader, *items)
    with django_assert_max_num_queries(20):
        results(reader, *[{**item, "modified": at(9)} for item in items])


# --- Any order leaves the same -----------------------------------------------------

MOMENTS = st.integers(0, 4)
SHARES = st.sampled_from([0.1, 0.5, 0.99, 1.0])
POSITIONS = st.tuples(st.integers(0, 1), SHARES, MOMENTS)
BATCHES = st.lists(
    st.tuples(st.sampled_from("abc"), st.lists(POSITIONS, max_size=4)),
    min_size=2,
    max_size=4,
)
customers = count(1)


class TestOrder(TestCase):
    @settings(max_examples=40)
    @given(batches=BATCHES)
    def test_batches_of_devices_leave_the_same_rows_in_any_order(
        self, batches: Any
    ) -> None:
        customer = make_customer()
        entries = [make_entry(customer) for _ in range(2)]
        left = []
        for order in permutations(enumerate(batches)):
            with transaction.atomic():
                for number, (device, items) in order:
                    send(customer, entries, number, device, items)
                left.append(kept_rows())
                transaction.set_rollback(True)

        assert all(rows == left[0] for rows in left)


def send(customer: Any, entries: Any, number: int, device: str, items: Any) -> None:
    positions = [
        (entries[book].pk, position(share, minutes, device))
        for book, share, minutes in items
    ]
    read = [times(UUID(int=number), end=number + 1)]
    store_batch(customer_id=customer.pk, positions=positions, sessions=read)


@given(
    sent_in=st.lists(
        st.tuples(st.integers(0, 60), SHARES, MOMENTS), min_size=51, max_size=90
    ),
    order=st.randoms(use_true_random=False),
)
def test_also_when_there_are_more_devices_than_are_kept(
    sent_in: Any, order: Any
) -> None:
    positions = [
        position(share, minutes, f"d{number}") for number, share, minutes in sent_in
    ]
    one, other = Known(), Known()
    for each in positions:
        one.merge(each)
    order.shuffle(positions)
    for each in positions:
        other.merge(each)

    assert one == other
