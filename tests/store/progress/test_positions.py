"""`customers/me/library/{id}/progress/`: nothing goes back, and nothing vanishes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from store.models import DevicePosition, LibraryEntry, ReadingProgress
from tests.builders import make_entry, make_product
from tests.positions import (
    at,
    everything_stored,
    path_of,
    position,
    put,
    sent,
    soon,
    stored,
)

pytestmark = pytest.mark.django_db


def without_moment(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "updated_at"}


def test_a_book_that_was_never_opened_has_no_position_and_not_a_zero(
    reader: APIClient, entry: LibraryEntry
) -> None:
    assert reader.get(path_of(entry)).json() == {
        "entry": entry.pk,
        "product": {"id": entry.product_id, "title": entry.product.title},
        "current": None,
        "devices": [],
        "is_finished": False,
        "finished_at": None,
        "updated_at": None,
    }


@pytest.mark.parametrize(
    "progression", [0, 1, 0.1, 0.1 + 0.2, 1 / 3, 5e-324, 0.9999999999999999]
)
def test_what_was_sent_comes_back_equal(
    reader: APIClient, entry: LibraryEntry, progression: float
) -> None:
    body = sent(progression, locator=" /6/4[É]!\n\t'😀 ", modified=soon(minutes=-1))

    answer = stored(reader, entry, body)

    shown = without_moment(answer["current"])
    assert (
        timezone.datetime.fromisoformat(shown.pop("modified")).timestamp()
        == timezone.datetime.fromisoformat(body.pop("modified")).timestamp()
    )
    assert shown == body
    assert answer["devices"] == [answer["current"]]
    assert answer == reader.get(path_of(entry)).json()


def test_the_later_position_is_the_current_one_and_each_device_has_its_own(
    reader: APIClient, entry: LibraryEntry
) -> None:
    stored(reader, entry, sent(0.5, 1, device="phone"))
    stored(reader, entry, sent(0.2, 2, device="tablet"))  # one may turn back

    answer = stored(reader, entry, sent(0.3, 3, device="phone"))

    assert without_moment(answer["current"]) == sent(0.3, 3)
    shown = {one["device"]["id"]: one["progression"] for one in answer["devices"]}
    assert shown == {"phone": 0.3, "tablet": 0.2}


@pytest.mark.parametrize("device", ["phone", "tablet"])
def test_an_older_position_is_refused_with_both_and_changes_nothing(
    reader: APIClient, entry: LibraryEntry, device: str
) -> None:
    stored(reader, entry, sent(0.9, 10, device="phone"))
    before = everything_stored()
    late = sent(0.01, 5, device=device, page=1)

    answer = put(reader, entry, late)

    assert answer.status_code == 409
    body = answer.json()
    assert body["code"] == "older_position"
    assert body["sent"] == late
    assert body["current"] == sent(0.9, 10, device="phone")
    assert body["server_time"] > at(0)
    assert everything_stored() == before


def test_the_same_again_is_answered_and_changes_nothing(
    reader: APIClient, entry: LibraryEntry
) -> None:
    first = stored(reader, entry, sent(0.5, 1))
    before = everything_stored()

    assert stored(reader, entry, sent(0.5, 1)) == first
    assert everything_stored() == before


def test_the_same_again_of_a_device_that_another_passed_is_answered_too(
    reader: APIClient, entry: LibraryEntry
) -> None:
    stored(reader, entry, sent(0.5, 1, device="phone"))
    stored(reader, entry, sent(0.6, 2, device="tablet"))
    before = everything_stored()

    answer = stored(reader, entry, sent(0.5, 1, device="phone"))

    assert answer["current"]["progression"] == 0.6
    assert everything_stored() == before


TIED = [
    (sent(0.4, 1, device="a"), sent(0.3, 1, device="b")),
    (sent(0.3, 1), sent(0.4, 1)),
    (sent(0.4, 1, page=None), sent(0.4, 1, page=0)),
    (sent(0.4, 1, locator="a"), sent(0.4, 1, locator="b")),
]


@pytest.mark.parametrize(("loser", "winner"), TIED)
def test_of_two_at_one_moment_the_same_wins_in_either_order(
    alice: Any, reader: APIClient, loser: Any, winner: Any
) -> None:
    one, other = make_entry(alice.customer), make_entry(alice.customer)
    stored(reader, one, loser)
    stored(reader, one, winner)
    stored(reader, other, winner)
    refused = put(reader, other, loser)

    assert (refused.status_code, refused.json()["code"]) == (409, "older_position")
    for entry in (one, other):
        current = reader.get(path_of(entry)).json()["current"]
        assert without_moment(current) == winner


def test_devices_that_differ_in_case_alone_are_two(
    reader: APIClient, entry: LibraryEntry
) -> None:
    stored(reader, entry, sent(0.1, 1, device="ab"))
    answer = stored(reader, entry, sent(0.2, 2, device="AB"))

    assert {one["device"]["id"] for one in answer["devices"]} == {"ab", "AB"}


def test_a_clock_that_is_ahead_does_not_block_the_book(
    reader: APIClient, entry: LibraryEntry
) -> None:
    before = timezone.now()
    answer = put(reader, entry, sent(modified=soon(minutes=6)))

    assert answer.status_code == 400
    assert answer.json()["code"] == "modified_in_future"
    told = timezone.datetime.fromisoformat(answer.json()["server_time"])
    assert before <= told <= timezone.now()
    assert not ReadingProgress.objects.exists()
    stored(reader, entry, sent(modified=soon(minutes=4)))


def test_only_what_one_holds_now_is_read_and_written(
    reader: APIClient, entry: LibraryEntry, client_of: Any, bob: Any, anon: APIClient
) -> None:
    stored(reader, entry, sent(0.5))
    before = everything_stored()

    for client, status in ((client_of(bob), 404), (anon, 401)):
        assert client.get(path_of(entry)).status_code == status
        assert put(client, entry, sent(0.6, 9)).status_code == status
    entry_pk = entry.pk
    entry.delete()
    entry.pk = entry_pk
    assert reader.get(path_of(entry)).status_code == 404
    assert put(reader, entry, sent(0.6, 9)).status_code == 404
    assert everything_stored() == before


def test_who_returns_a_book_and_buys_it_again_reads_on(
    alice: Any, reader: APIClient, entry: LibraryEntry
) -> None:
    stored(reader, entry, sent(0.5, 1))
    entry.delete()

    again = make_entry(alice.customer, entry.product, source="bought")

    current = reader.get(path_of(again)).json()["current"]
    assert without_moment(current) == sent(0.5, 1)


def test_positions_go_with_the_product(reader: APIClient, entry: LibraryEntry) -> None:
    stored(reader, entry, sent(0.5, 1))

    entry.product.delete()

    assert everything_stored() == [[], [], [], []]


def test_finished_at_is_the_first_time_and_stays_while_it_is_read_again(
    reader: APIClient, entry: LibraryEntry
) -> None:
    assert not stored(reader, entry, sent(0.98, 1))["is_finished"]
    first = stored(reader, entry, sent(0.99, 2))
    again = stored(reader, entry, sent(0.1, 3))
    twice = stored(reader, entry, sent(1, 4))

    assert (first["is_finished"], first["finished_at"]) == (True, at(2))
    assert (again["is_finished"], again["finished_at"]) == (False, at(2))
    assert (twice["is_finished"], twice["finished_at"]) == (True, at(2))


def test_the_fifty_devices_that_were_there_last_are_kept(
    reader: APIClient, entry: LibraryEntry
) -> None:
    for number in range(50):
        stored(reader, entry, sent(0.5, number, device=f"d{number}"))
    kept = DevicePosition.objects.get(device_id="d1").pk

    answer = stored(reader, entry, sent(0.6, 99, device="new"))

    ids = {one["device"]["id"] for one in answer["devices"]}
    assert ids == {"new", *(f"d{number}" for number in range(1, 50))}
    assert DevicePosition.objects.get(device_id="d1").pk == kept


def test_each_change_has_a_later_moment(
    alice: Any, reader: APIClient, entry: LibraryEntry
) -> None:
    other = make_entry(alice.customer)
    moments = [
        stored(reader, one, sent(0.5, minutes))["updated_at"]
        for one, minutes in ((entry, 1), (other, 2), (entry, 3))
    ]

    assert moments == sorted(set(moments))


def test_one_position_costs_few_queries(
    reader: APIClient, entry: LibraryEntry, django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        stored(reader, entry, sent(0.5, number, device=f"d{number}"))

    with django_assert_max_num_queries(21):
        stored(reader, entry, sent(0.6, 50))


def test_a_product_that_is_no_book_may_be_read_as_well(
    alice: Any, reader: APIClient
) -> None:
    """What is a book is the catalogue's, and may be told later."""
    entry = make_entry(alice.customer, make_product())

    assert stored(reader, entry, sent(0.5))["current"]["progression"] == 0.5


def test_ranks_of_positions_that_differ_are_never_equal() -> None:
    one = position(0.5)

    assert one.rank == position(0.5).rank
    assert position(0.5, 1).rank > position(0.9).rank
    assert one.modified - position(0.5, 1).modified == timedelta(minutes=-1)
