"""Bookmarks and highlights in one book: writing, reading, changing, deleting."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from store.marks import shelves
from store.models import LibraryEntry, Mark
from tests.builders import make_customer, make_entry, make_product
from tests.mark_builders import (
    at,
    bookmark,
    highlight,
    kept_marks,
    make_mark,
    uid,
    url_of,
)

pytestmark = pytest.mark.django_db


def iso(moment: Any) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def test_a_bookmark_is_kept_as_it_was_sent(phone: Any, entry: LibraryEntry) -> None:
    sent = {
        "id": uid(7),
        "locator": " epubcfi(/6/4) ",
        "page": 12,
        "progression": 0.1234567,
        "title": "Chapter 2",
        "note": " Read\r\nthis again 📚 \n",
        "device": {"id": "5b1c", "name": "Phone"},
        "modified": "2026-11-20T13:00:00.123456+01:00",
    }

    answer = phone.post(url_of(entry), sent, format="json")

    mark = Mark.objects.get()
    expected = {
        **sent,
        "entry": entry.pk,
        "product": entry.product_id,
        "progression": 0.123457,
        "modified": "2026-11-20T12:00:00.123456Z",
        "is_deleted": False,
        "created_at": iso(mark.created_at),
        "updated_at": iso(mark.updated_at),
    }
    assert answer.status_code == 201
    assert answer.json() == expected
    assert phone.get(url_of(entry, 7)).json() == expected
    assert phone.get(url_of(entry)).json()["results"] == [expected]
    assert mark.created_at == mark.updated_at
    assert mark.customer_id == entry.customer_id


def test_a_highlight_has_its_words_and_a_colour(
    phone: Any, entry: LibraryEntry
) -> None:
    sent = highlight(3)

    answer = phone.post(url_of(entry, kind="highlights"), sent, format="json")

    assert answer.status_code == 201
    body = answer.json()
    assert {name: body[name] for name in ("locator_end", "text", "color")} == {
        "locator_end": "page=13",
        "text": "It is a truth",
        "color": "green",
    }
    assert (body["device"], body["page"], body["note"]) == (None, None, "")
    assert "text" not in phone.post(url_of(entry), bookmark(3), format="json").json()
    assert phone.get(url_of(entry, 3, "highlights")).json() == body


def test_the_store_makes_an_id_for_who_sends_none(
    phone: Any, entry: LibraryEntry
) -> None:
    sent = {"locator": "page=1", "modified": at(0)}

    ids = {phone.post(url_of(entry), sent).json()["id"] for _ in range(2)}

    assert {str(mark.uid) for mark in Mark.objects.all()} == ids
    assert len(ids) == 2


def test_the_same_sent_again_is_one_mark(phone: Any, entry: LibraryEntry) -> None:
    first = phone.post(url_of(entry), bookmark(note="One"), format="json")
    again = phone.post(url_of(entry), bookmark(note="One"), format="json")

    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    assert Mark.objects.count() == 1


@pytest.mark.parametrize(
    "change", [{"note": "Two"}, {"modified": at(1)}, {"device": {"id": "x"}}]
)
def test_another_one_with_the_same_id_is_refused(
    phone: Any, entry: LibraryEntry, change: dict[str, Any]
) -> None:
    first = phone.post(url_of(entry), bookmark(), format="json").json()
    before = kept_marks()

    answer = phone.post(url_of(entry), bookmark(**change), format="json")

    assert answer.status_code == 409
    assert answer.json()["code"] == "mark_exists"
    assert answer.json()["current"] == first
    assert kept_marks() == before


def test_an_id_of_another_book_is_refused(
    phone: Any, entry: LibraryEntry, alice: Any
) -> None:
    other = make_entry(alice.customer)
    phone.post(url_of(entry), bookmark(), format="json")

    answer = phone.post(url_of(other), bookmark(), format="json")

    assert answer.status_code == 409
    assert (answer.json()["code"], answer.json()["current"]) == ("mark_exists", None)
    assert phone.get(url_of(other, 1)).status_code == 404


def test_an_id_of_another_customer_is_free(phone: Any, entry: LibraryEntry) -> None:
    theirs = make_entry(make_customer(), entry.product)
    make_mark(theirs, uid=uid(1), note="Secret")

    assert phone.get(url_of(entry, 1)).status_code == 404
    assert phone.get(url_of(entry)).json()["results"] == []
    answer = phone.post(url_of(entry), bookmark(note="Mine"), format="json")

    assert answer.status_code == 201
    assert phone.put(url_of(theirs, 1), bookmark(), format="json").status_code == 404
    assert sorted(mark["note"] for mark in kept_marks()) == ["Mine", "Secret"]


@pytest.mark.parametrize("verb", ["get", "put", "patch", "delete"])
def test_what_is_not_held_is_not_there(
    phone: Any, entry: LibraryEntry, verb: str
) -> None:
    make_mark(entry, uid=uid(1))
    foreign = make_entry(make_customer(), entry.product)
    make_mark(foreign, uid=uid(1))
    entry.delete()
    before = kept_marks()

    for held in (entry.pk or 999_999, foreign.pk, "abc", 2**70):
        url = f"/store/customers/me/library/{held}/bookmarks/"
        one = getattr(phone, verb)(f"{url}{uid(1)}/", bookmark(), format="json")
        assert one.status_code == 404
        assert phone.get(url).status_code == 404
        assert phone.post(url, bookmark(), format="json").status_code == 404
    assert kept_marks() == before


def test_marks_are_there_again_when_the_book_is_bought_again(
    phone: Any, entry: LibraryEntry, alice: Any
) -> None:
    make_mark(entry, uid=uid(1), note="Mine")
    product = entry.product
    entry.delete()

    again = make_entry(alice.customer, product)

    body = phone.get(url_of(again, 1)).json()
    assert (body["note"], body["entry"]) == ("Mine", again.pk)


def test_there_is_an_end_to_marks(
    phone: Any, entry: LibraryEntry, alice: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelves, "MOST_MARKS", 3)
    make_mark(entry, uid=uid(1))
    make_mark(entry, "highlight", uid=uid(2))
    make_mark(entry, uid=uid(3))
    phone.delete(url_of(entry, 3))
    before = kept_marks()

    answer = phone.post(url_of(entry), bookmark(4), format="json")

    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_marks")
    assert kept_marks() == before
    other = make_entry(alice.customer)
    assert phone.post(url_of(other), bookmark(4), format="json").status_code == 201
    later = bookmark(1, modified=at(9))
    assert phone.put(url_of(entry, 1), later, format="json").status_code == 200


def test_marks_go_with_their_product(entry: LibraryEntry) -> None:
    make_mark(entry)
    kept = make_mark(make_entry(entry.customer))

    entry.product.delete()

    assert [mark["uid"] for mark in kept_marks()] == [kept.uid]


def test_all_books_that_are_held_in_one_list(
    phone: Any, entry: LibraryEntry, alice: Any
) -> None:
    other = make_entry(alice.customer)
    gone = make_entry(alice.customer)
    for number, held in enumerate((entry, other, gone), 1):
        make_mark(held, uid=uid(number))
        make_mark(held, "highlight", uid=uid(number))
    make_mark(make_entry(make_customer(), entry.product))
    phone.delete(url_of(other, 2, "highlights"))
    gone.delete()
    make_entry(make_customer(), gone.product)
    base = "/store/customers/me/library/"

    def listed(kind: str, **query: Any) -> list[tuple[str, int, bool]]:
        rows = phone.get(f"{base}{kind}/", query).json()["results"]
        return [(row["id"], row["entry"], row["is_deleted"]) for row in rows]

    ever = "1970-01-01T00:00:00Z"
    assert listed("bookmarks") == [
        (uid(2), other.pk, False),
        (uid(1), entry.pk, False),
    ]
    assert listed("highlights") == [(uid(1), entry.pk, False)]
    assert listed("highlights", updated_since=ever) == [
        (uid(1), entry.pk, False),
        (uid(2), other.pk, True),
    ]


def test_a_sync_of_one_book_tells_nothing_of_another(
    phone: Any, entry: LibraryEntry, alice: Any
) -> None:
    other = make_entry(alice.customer, make_product())
    make_mark(other)
    since = phone.get(url_of(entry)).json()["synced_at"]
    make_mark(other)
    make_mark(entry, uid=uid(1))

    body = phone.get(url_of(entry), {"updated_since": since}).json()

    assert [row["id"] for row in body["results"]] == [uid(1)]
    assert (body["count"], body["next"]) == (1, None)


def test_one_mark_costs_the_same_among_many(phone: Any, entry: LibraryEntry) -> None:
    costs = []
    for number in (1, 20):
        make_mark(entry, uid=uid(100 + number))
        with CaptureQueriesContext(connection) as captured:
            answer = phone.post(url_of(entry), bookmark(number), format="json")
        assert answer.status_code == 201
        costs.append(len(captured))

    assert costs[0] == costs[1]
    assert costs[1] <= 14
