"""What people read, where, and for how long: taken along, and erased."""

from __future__ import annotations

from typing import Any

import pytest

from core.privacy.erase import erase_person
from store.library.services import take_item
from store.models import GoneEntry, LibraryEntry
from store.progress.services import move_to
from tests.builders import make_entry, make_order
from tests.core.privacy.test_export import URL, exported
from tests.positions import everything_stored, make_read, position, times

pytestmark = pytest.mark.django_db


def read_something(customer: Any) -> LibraryEntry:
    entry = make_read(customer)
    take_item(customer=customer, product=make_entry(customer).product)
    move_to(entry=entry, sent=position(0.6, 1, "tablet"), session=times())
    return entry


def test_the_export_says_where_somebody_was(
    client_of: Any, alice: Any, bob: Any
) -> None:
    read_something(bob.customer)
    entry = read_something(alice.customer)

    data = exported(client_of(alice).get(URL))

    [progress] = data["reading_progress"]
    assert (progress["product"], progress["progression"]) == (entry.product.title, 0.6)
    shown = [(row["device_id"], row["locator"]) for row in data["reading_positions"]]
    assert shown == [("phone", ""), ("tablet", "")]
    assert "device_digest" not in data["reading_positions"][0]
    assert len(data["reading_sessions"]) == len(data["held_once"]) == 1
    [day] = data["reading_days"]
    assert (day["day"], day["seconds"]) == ("2026-11-20", 600)


@pytest.mark.parametrize("has_ordered", [True, False])
def test_erasing_leaves_nothing_of_it_and_touches_no_strangers(
    alice: Any, bob: Any, has_ordered: bool
) -> None:
    if has_ordered:
        make_order(alice.customer)
    read_something(bob.customer)
    gone = list(GoneEntry.objects.values())
    before = everything_stored()
    read_something(alice.customer)

    erase_person(user=alice)

    assert everything_stored() == before
    assert list(GoneEntry.objects.values()) == gone
    assert LibraryEntry.objects.get().customer == bob.customer
