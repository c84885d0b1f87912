"""Versions of one mark: the later one stays, and what is deleted leaves a blank."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from store.models import LibraryEntry, Mark
from tests.mark_builders import (
    at,
    bookmark,
    highlight,
    make_mark,
    uid,
    url_of,
)

pytestmark = pytest.mark.django_db


def iso(moment: Any) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def test_a_later_version_takes_the_place_of_all_of_it(
    phone: Any, entry: LibraryEntry
) -> None:
    first = phone.post(
        url_of(entry), bookmark(note="One", title="Old"), format="json"
    ).json()
    sent = {"locator": "page=14", "modified": at(1)}

    answer = phone.put(url_of(entry, 1), sent, format="json")

    assert answer.status_code == 200
    body = answer.json()
    assert (body["locator"], body["note"], body["title"]) == ("page=14", "", "")
    assert body["created_at"] == first["created_at"]
    assert body["updated_at"] > first["updated_at"]
    assert phone.get(url_of(entry, 1)).json() == body
    assert phone.put(url_of(entry, 1), sent, format="json").json() == body
    assert Mark.objects.count() == 1


def test_some_fields_leave_the_others_as_they_are(
    phone: Any, entry: LibraryEntry
) -> None:
    sent = highlight(device={"id": "a", "name": "Phone"}, note="One")
    phone.post(url_of(entry, kind="highlights"), sent, format="json")

    answer = phone.patch(
        url_of(entry, 1, "highlights"),
        {"note": "Two", "modified": at(1)},
        format="json",
    )

    body = answer.json()
    assert answer.status_code == 200
    assert (body["note"], body["text"], body["color"]) == (
        "Two",
        "It is a truth",
        "green",
    )
    assert body["device"] is None  # another one, which did not say which


@pytest.mark.parametrize("verb", ["put", "patch"])
def test_an_older_version_changes_nothing(
    phone: Any, entry: LibraryEntry, verb: str
) -> None:
    current = phone.post(
        url_of(entry), bookmark(note="New", modified=at(5)), format="json"
    ).json()

    answer = getattr(phone, verb)(
        url_of(entry, 1),
        bookmark(note="Old", modified=at(4), device={"id": "b"}),
        format="json",
    )

    assert answer.status_code == 409
    body = answer.json()
    assert (body["code"], body["current"]) == ("older_mark", current)
    assert body["sent"] == {
        "id": uid(1),
        "locator": "page=12",
        "page": None,
        "progression": None,
        "title": "",
        "note": "Old",
        "device": {"id": "b", "name": ""},
        "modified": "2026-11-20T12:04:00Z",
        "is_deleted": False,
    }
    assert phone.get(url_of(entry, 1)).json() == current


def test_a_deleted_mark_leaves_a_blank_for_those_who_sync(
    phone: Any, entry: LibraryEntry
) -> None:
    kind = "highlights"
    sent = highlight(note="Mine", title="T", page=3, progression=0.5)
    phone.post(url_of(entry, kind=kind), {**sent, "device": {"id": "a"}}, format="json")
    since = phone.get(url_of(entry, kind=kind)).json()["synced_at"]

    assert (
        phone.delete(f"{url_of(entry, 1, kind)}?modified={q(at(1))}").status_code == 204
    )

    assert phone.get(url_of(entry, 1, kind)).status_code == 404
    assert phone.get(url_of(entry, kind=kind)).json()["results"] == []
    synced = phone.get(url_of(entry, kind=kind), {"updated_since": since}).json()
    mark = Mark.objects.get()
    assert synced["results"] == [
        {
            "id": uid(1),
            "entry": entry.pk,
            "product": entry.product_id,
            "locator": "",
            "locator_end": "",
            "page": None,
            "progression": None,
            "title": "",
            "text": "",
            "color": "",
            "note": "",
            "device": None,
            "modified": "2026-11-20T12:01:00Z",
            "is_deleted": True,
            "created_at": iso(mark.created_at),
            "updated_at": iso(mark.updated_at),
        }
    ]
    assert synced["synced_at"] == iso(mark.updated_at)


def q(moment: str) -> str:
    return moment.replace("+", "%2B")


def test_deleting_again_is_done_already(phone: Any, entry: LibraryEntry) -> None:
    make_mark(entry, uid=uid(1))
    assert phone.delete(url_of(entry, 1)).status_code == 204
    before = Mark.objects.values().get()

    assert phone.delete(url_of(entry, 1)).status_code == 204
    assert phone.delete(f"{url_of(entry, 1)}?modified={q(at(-9))}").status_code == 204

    assert Mark.objects.values().get() == before


def test_deleting_what_was_changed_later_is_refused(
    phone: Any, entry: LibraryEntry
) -> None:
    current = phone.post(url_of(entry), bookmark(modified=at(5)), format="json").json()

    answer = phone.delete(f"{url_of(entry, 1)}?modified={q(at(4))}")

    assert answer.status_code == 409
    body = answer.json()
    assert (body["code"], body["current"]) == ("older_mark", current)
    assert (body["sent"]["is_deleted"], body["sent"]["locator"]) == (True, "")
    assert phone.get(url_of(entry, 1)).json() == current


def test_deleting_now_deletes_what_a_fast_clock_wrote(
    phone: Any, entry: LibraryEntry
) -> None:
    make_mark(entry, uid=uid(1), modified=timezone.now() + timedelta(minutes=4))

    assert phone.delete(url_of(entry, 1)).status_code == 204

    assert Mark.objects.get().is_deleted


def test_deleting_the_very_version_that_one_has_deletes_it(
    phone: Any, entry: LibraryEntry
) -> None:
    make_mark(entry, uid=uid(1))

    assert phone.delete(f"{url_of(entry, 1)}?modified={q(at(0))}").status_code == 204


def test_an_edit_after_the_deletion_brings_a_mark_back(
    phone: Any, entry: LibraryEntry
) -> None:
    phone.post(url_of(entry), bookmark(note="One"), format="json")
    phone.delete(f"{url_of(entry, 1)}?modified={q(at(5))}")
    older = bookmark(note="Two", modified=at(4))
    later = bookmark(note="Three", modified=at(6))

    refused = phone.put(url_of(entry, 1), older, format="json")
    assert refused.status_code == 409
    assert refused.json()["code"] == "older_mark"
    assert refused.json()["current"]["is_deleted"] is True
    for sent, code in ((older, "older_mark"), (later, "mark_deleted")):
        some = {"note": "Four", "modified": sent["modified"]}
        answer = phone.patch(url_of(entry, 1), some, format="json")
        assert (answer.status_code, answer.json()["code"]) == (409, code)
    again = phone.post(url_of(entry), later, format="json")
    assert (again.status_code, again.json()["code"]) == (409, "mark_exists")
    assert phone.get(url_of(entry, 1)).status_code == 404

    back = phone.put(url_of(entry, 1), later, format="json")

    assert back.status_code == 200
    assert phone.get(url_of(entry, 1)).json() == back.json()
    assert back.json()["note"] == "Three"


def test_a_later_deletion_moves_the_moment_of_the_first(
    phone: Any, entry: LibraryEntry
) -> None:
    """Else an edit between the two would come back, or not, as they happen to arrive."""
    make_mark(entry, uid=uid(1))
    for minute in (5, 7):
        phone.delete(f"{url_of(entry, 1)}?modified={q(at(minute))}")

    answer = phone.put(url_of(entry, 1), bookmark(modified=at(6)), format="json")

    assert (answer.status_code, answer.json()["code"]) == (409, "older_mark")
