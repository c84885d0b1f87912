"""Lists that apps keep: the library, and where one is in its books."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from store.library.services import grant_item, set_items, take_entries, take_item
from store.models import GoneEntry, LibraryEntry, Product
from tests.builders import make_entry, make_product
from tests.positions import (
    EVER,
    LIBRARY,
    PROGRESS,
    changes,
    make_read,
    path_of,
    sent,
    stored,
)

pytestmark = pytest.mark.django_db


class App:
    """What a phone keeps of the library, by entry."""

    def __init__(self, client: APIClient, size: int = 100) -> None:
        self.client, self.size = client, size
        self.since, self.kept = EVER, {}

    def sync(self) -> int:
        rows, self.since = changes(self.client, LIBRARY, self.since, self.size)
        for row in rows:
            if row["is_deleted"]:
                self.kept.pop(row["id"], None)
            else:
                self.kept[row["id"]] = row
        return len(rows)

    def is_right(self) -> bool:
        rows = self.client.get(f"{LIBRARY}?page_size=100").json()["results"]
        return {row["id"]: row for row in rows} == self.kept


def test_an_app_learns_of_every_way_in_which_books_come_and_go(
    alice: Any, reader: APIClient, staff: Any
) -> None:
    customer, app = alice.customer, App(reader)
    books = [make_product() for _ in range(6)]
    steps: list[tuple[Any, int]] = [
        (lambda: grant_item(customer=customer, product=books[0], by=staff), 1),
        (lambda: grant_item(customer=customer, product=books[0], by=staff), 0),
        (lambda: set_items(customer=customer, product_ids=[], by=staff), 1),
        (
            lambda: set_items(
                customer=customer, product_ids=[book.pk for book in books], by=staff
            ),
            6,
        ),
        (lambda: take_item(customer=customer, product=books[0]), 1),
        (lambda: take_item(customer=customer, product=books[0]), 0),
        (lambda: books[1].delete(), 1),
        (lambda: take_entries(customer.library.filter(product__in=books[2:4])), 2),
        (lambda: take_entries(LibraryEntry.objects.filter(product=books[4])), 1),
        (lambda: grant_item(customer=customer, product=books[0], by=staff), 1),
        (lambda: Product.objects.all().delete(), 2),
    ]
    for step, changed in steps:
        step()
        assert app.sync() == changed
        assert app.is_right()
    assert app.kept == {}


def test_what_is_gone_is_told_in_short(alice: Any, reader: APIClient) -> None:
    entry = make_entry(alice.customer)
    entry_id, product_id = entry.pk, entry.product_id
    entry.product.delete()

    [row], synced = changes(reader, LIBRARY)

    assert row == {
        "id": entry_id,
        "product": {"id": product_id},
        "is_deleted": True,
        "updated_at": synced,
    }


def test_a_hundred_changes_come_in_pages_without_a_loss(
    alice: Any, reader: APIClient, staff: Any
) -> None:
    app, shelf = App(reader, size=4), make_product().collection
    books = [make_product(collection=shelf).pk for _ in range(18)]
    set_items(customer=alice.customer, product_ids=books, by=staff)
    set_items(customer=alice.customer, product_ids=books[5:], by=staff)

    assert app.sync() == 18
    assert app.is_right()


def test_a_product_that_goes_tells_each_of_its_holders(
    alice: Any, bob: Any, reader: APIClient, client_of: Any
) -> None:
    product = make_product()
    for user in (alice, bob):
        make_entry(user.customer, product)
    other = make_entry()

    product.delete()

    for client in (reader, client_of(bob)):
        [row], _ = changes(client, LIBRARY)
        assert row["is_deleted"]
    assert not GoneEntry.objects.filter(customer=other.customer).exists()


def test_a_customer_who_goes_leaves_nothing_behind(alice: Any) -> None:
    make_entry(alice.customer)
    make_entry(alice.customer)
    take_entries(alice.customer.library.all())

    alice.customer.delete()

    assert not GoneEntry.objects.exists()


def test_what_others_hold_and_held_is_not_told(reader: APIClient) -> None:
    make_entry()
    make_entry().delete()

    assert changes(reader, LIBRARY)[0] == []


@pytest.mark.parametrize("path", [LIBRARY, PROGRESS])
@pytest.mark.parametrize("since", ["x", "%00", "2026", "9" * 100])
def test_a_moment_that_is_none_is_a_400(
    reader: APIClient, path: str, since: str
) -> None:
    assert reader.get(f"{path}?updated_since={since}").status_code == 400


def test_entries_show_how_far_they_were_read(alice: Any, reader: APIClient) -> None:
    read, unread = make_read(alice.customer, 0.5, 1), make_entry(alice.customer)

    rows = {row["id"]: row for row in reader.get(LIBRARY).json()["results"]}

    progress = reader.get(path_of(read)).json()
    assert rows[unread.pk]["progress"] is None
    assert rows[read.pk]["progress"] == {
        name: progress[name]
        for name in ("current", "is_finished", "finished_at", "updated_at")
    }
    assert reader.get(f"{LIBRARY}{read.pk}/").json() == rows[read.pk]


def test_the_library_is_filtered_by_how_far_it_was_read(
    alice: Any, bob: Any, reader: APIClient
) -> None:
    entries = {
        "unread": make_entry(alice.customer),
        "reading": make_read(alice.customer, 0.98),
        "finished": make_read(alice.customer, 0.99),
    }
    make_entry(bob.customer, entries["reading"].product)

    for status, entry in entries.items():
        rows = reader.get(f"{LIBRARY}?status={status}").json()["results"]
        assert [row["id"] for row in rows] == [entry.pk]
    assert reader.get(f"{LIBRARY}?status=eaten").status_code == 400


def test_the_list_of_positions_has_what_is_held_and_was_read(
    alice: Any, bob: Any, reader: APIClient
) -> None:
    first, second = make_read(alice.customer), make_read(alice.customer)
    make_entry(alice.customer)
    make_read(bob.customer)
    gone = make_read(alice.customer)
    gone.delete()

    body = reader.get(PROGRESS).json()

    assert [row["entry"] for row in body["results"]] == [second.pk, first.pk]
    assert body["results"][1] == reader.get(path_of(first)).json()
    assert set(body) == {"count", "next", "previous", "results", "synced_at"}


def test_only_changed_positions_come_after_a_sync(
    alice: Any, reader: APIClient
) -> None:
    first, second = make_read(alice.customer), make_read(alice.customer)
    rows, since = changes(reader, PROGRESS, size=1)
    assert [row["entry"] for row in rows] == [first.pk, second.pk]
    assert changes(reader, PROGRESS, since) == ([], since)

    stored(reader, first, sent(0.7, 9))

    [row], _ = changes(reader, PROGRESS, since)
    assert (row["entry"], row["current"]["progression"]) == (first.pk, 0.7)
