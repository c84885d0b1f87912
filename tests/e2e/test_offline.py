"""A reader with two devices, without a network for a while, who comes back in any order."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest
from django.core.files.storage import storages
from django.utils import timezone

from store.library.services import grant_item, take_item
from store.models import BookFile, LibraryEntry
from tests.book_files import make_book, make_book_file
from tests.builders import PASSWORD, make_user
from tests.e2e.reader_app import BOOKMARKS, HIGHLIGHTS, PROGRESS, ReaderApp

pytestmark = pytest.mark.django_db(transaction=True)

PLACE = "epubcfi(/6/14!/4/2/16/1:0)"
BOOKMARK, HIGHLIGHT, NEW = (str(UUID(int=number)) for number in (1, 2, 3))
# What happens, in this order; "unheard": it is sent, and the answer is lost.
COMEBACKS = [
    ("phone", "tablet", "phone"),
    ("tablet", "phone", "tablet"),
    ("phone unheard", "tablet", "phone", "tablet"),
    ("tablet unheard", "phone unheard", "tablet", "phone", "tablet"),
    ("phone unheard", "tablet unheard", "tablet", "phone", "tablet"),
    ("tablet", "phone unheard", "phone unheard", "phone", "tablet"),
]


class Reader:
    """Holds two books, and has the same copy of them on both devices."""

    def __init__(self, server: str) -> None:
        self.user = make_user("reader")
        self.staff = make_user(is_staff=True)
        self.books = [make_book().product for _ in range(2)]
        self.first, self.second = (self.hold(book) for book in self.books)
        self.start = timezone.now() - timedelta(hours=1)
        self.phone, self.tablet = (
            ReaderApp(server, username="reader", password=PASSWORD, name=name)
            for name in ("phone", "tablet")
        )
        mark = {"locator": PLACE, "title": "Chapter 7", "page": 112}
        self.phone.keep(BOOKMARKS, BOOKMARK, self.first, self.at(0), **mark)
        words = {"locator": PLACE, "text": "It is a truth", "color": "yellow"}
        self.phone.keep(HIGHLIGHTS, HIGHLIGHT, self.first, self.at(0), **words)
        self.phone.sync()
        self.tablet.sync()

    def hold(self, product: Any) -> int:
        customer = self.user.customer
        grant_item(customer=customer, product=product, by=self.staff)
        entry = LibraryEntry.objects.get(customer=customer, product=product)
        return int(entry.pk)

    def at(self, minutes: int) -> datetime:
        return self.start + timedelta(minutes=minutes)

    def read_offline(self) -> None:
        """Both devices, in turns; neither knows of the other."""
        phone, tablet = self.phone, self.tablet
        phone.turn_to(self.first, 0.2, self.at(1))
        tablet.turn_to(self.first, 0.5, self.at(2))
        phone.turn_to(self.second, 0.995, self.at(3))
        tablet.turn_to(self.second, 0.01, self.at(4))

        words = {"locator": PLACE, "text": "It is a truth", "color": "green"}
        phone.keep(HIGHLIGHTS, HIGHLIGHT, self.first, self.at(5), note="Why?", **words)
        tablet.keep(HIGHLIGHTS, HIGHLIGHT, self.first, self.at(6), note="So!", **words)
        seven = {"locator": PLACE, "title": "Seven"}
        phone.keep(BOOKMARKS, BOOKMARK, self.first, self.at(7), **seven)
        tablet.keep(BOOKMARKS, BOOKMARK, self.first, self.at(8), is_deleted=True)
        end = {"locator": "page=300", "title": "The end"}
        phone.keep(BOOKMARKS, NEW, self.second, self.at(9), **end)

    def come_back(self, order: tuple[str, ...]) -> None:
        for event in order:
            name, *unheard = event.split()
            app = getattr(self, name)
            if unheard:
                app.send()
            else:
                app.sync()


@pytest.fixture
def reader(server: Any) -> Reader:
    return Reader(server.url)


@pytest.mark.parametrize("order", COMEBACKS, ids=", then ".join)
def test_both_devices_end_with_the_same_whoever_comes_back_first(
    reader: Reader, order: tuple[str, ...]
) -> None:
    reader.read_offline()

    reader.come_back(order)

    phone, tablet = reader.phone.copies, reader.tablet.copies
    assert phone == tablet
    places = {
        entry: (row["current"]["progression"], row["current"]["device"]["id"])
        for entry, row in phone[PROGRESS].items()
    }
    assert places == {reader.first: (0.5, "tablet"), reader.second: (0.01, "tablet")}
    assert phone[PROGRESS][reader.first]["finished_at"] is None
    finished = phone[PROGRESS][reader.second]["finished_at"]
    assert datetime.fromisoformat(finished) == reader.at(3)
    devices = {row["device"]["id"] for row in phone[PROGRESS][reader.first]["devices"]}
    assert devices == {"phone", "tablet"}
    assert {uid: row["note"] for uid, row in phone[HIGHLIGHTS].items()} == {
        HIGHLIGHT: "So!"
    }
    assert {uid: row["title"] for uid, row in phone[BOOKMARKS].items()} == {
        NEW: "The end"
    }


def test_what_is_no_longer_held_leaves_the_devices_and_comes_back_with_the_book(
    reader: Reader,
) -> None:
    reader.read_offline()
    reader.come_back(COMEBACKS[0])
    book = reader.books[0]

    take_item(customer=reader.user.customer, product=book)
    reader.phone.sync()

    assert reader.phone.copies[""].keys() == {reader.second}
    assert reader.phone.copies[PROGRESS].keys() == {reader.second}
    assert reader.phone.copies[HIGHLIGHTS] == {}

    again = reader.hold(book)
    reader.phone.sync()

    assert reader.phone.copies[""].keys() == {reader.second, again}
    assert reader.phone.copies[PROGRESS][again]["current"]["progression"] == 0.5
    assert reader.phone.copies[HIGHLIGHTS][HIGHLIGHT]["entry"] == again


def test_a_download_goes_on_where_it_broke_off_and_a_list_is_not_sent_twice(
    reader: Reader,
) -> None:
    app, first = reader.phone, reader.first
    edition: BookFile = make_book_file(reader.books[0], format="epub")
    with storages["private"].open(edition.file.name) as file:
        content = file.read()

    link = app.ask("POST", f"{app.path('')}{first}/download/", {"format": "epub"})
    url, half = link.json()["url"], len(content) // 2
    begun = app.ask("GET", url, Range=f"bytes=0-{half - 1}")
    tag = {"If-Range": begun.headers["ETag"]}
    rest = app.ask("GET", url, Range=f"bytes={half}-", **tag)

    assert (begun.status_code, rest.status_code) == (206, 206)
    assert sha256(begun.content + rest.content).hexdigest() == edition.sha256

    shelf = app.ask("GET", app.path(""))
    again = app.ask("GET", app.path(""), **{"If-None-Match": shelf.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
