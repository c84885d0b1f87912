"""Many marks at once, of devices that were offline: every order ends in the same rows."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from rest_framework.test import APIClient

from store.marks import shelves
from store.models import LibraryEntry, Mark
from tests.builders import make_customer, make_entry, make_user
from tests.mark_builders import (
    BATCH_URL,
    NOON,
    at,
    bookmark,
    deleted,
    highlight,
    kept_marks,
    make_mark,
    uid,
    url_of,
)

pytestmark = pytest.mark.django_db


def send(client: Any, entry: LibraryEntry, *rows: Any, kind: str = "bookmarks") -> Any:
    marks = [{"entry": entry.pk, **row} for row in rows]
    answer = client.post(BATCH_URL, {kind: marks}, format="json")
    assert answer.status_code == 200, answer.content
    return answer.json()[kind]


def test_each_mark_has_an_outcome_of_its_own(
    phone: Any, entry: LibraryEntry, alice: Any
) -> None:
    newer = make_mark(
        entry, uid=uid(2), note="Newer", modified=NOON + timedelta(minutes=5)
    )
    same = make_mark(entry, uid=uid(3))
    elsewhere = make_mark(make_entry(alice.customer), uid=uid(4))
    foreign = make_entry(make_customer())
    sent = [
        bookmark(1),
        bookmark(2, note="Older"),
        bookmark(3),
        bookmark(4),
        bookmark(5, entry=foreign.pk),
        bookmark(6, entry=999_999),
        bookmark(7, modified="2999-01-01T00:00:00Z"),
        bookmark(8, locator=""),
        deleted(9),
    ]

    rows = send(phone, entry, *sent)

    current = phone.get(url_of(entry, 2)).json()
    assert [(row["id"], row["result"], row.get("code")) for row in rows] == [
        (uid(1), "stored", None),
        (uid(2), "older", None),
        (uid(3), "same", None),
        (uid(4), "refused", "mark_exists"),
        (uid(5), "refused", "not_held"),
        (uid(6), "refused", "not_held"),
        (uid(7), "refused", "modified_in_future"),
        (uid(8), "refused", "invalid"),
        (uid(9), "stored", None),
    ]
    assert rows[0] == {"id": uid(1), "result": "stored"}
    assert rows[1] == {"id": uid(2), "result": "older", "current": current}
    assert rows[4]["detail"] == rows[5]["detail"] == "You hold no such book."
    assert rows[7]["errors"] == {"locator": ["This field may not be blank."]}
    assert {str(row["uid"]): row["is_deleted"] for row in kept_marks()} == {
        uid(1): False,
        str(newer.uid): False,
        str(same.uid): False,
        str(elsewhere.uid): False,
        uid(9): True,
    }


def test_the_same_batch_again_changes_nothing(phone: Any, entry: LibraryEntry) -> None:
    sent = [bookmark(1, note="One"), bookmark(2), deleted(3)]
    send(phone, entry, *sent)
    before = list(Mark.objects.order_by("uid").values())

    rows = send(phone, entry, *sent)

    assert [row["result"] for row in rows] == ["same"] * 3
    assert list(Mark.objects.order_by("uid").values()) == before


def test_bookmarks_and_highlights_go_together_and_keep_apart(
    phone: Any, entry: LibraryEntry
) -> None:
    batch = {
        "bookmarks": [{**bookmark(1), "entry": entry.pk}],
        "highlights": [
            {**highlight(1), "entry": entry.pk},
            {**highlight(2), "entry": entry.pk},
        ],
    }

    answer = phone.post(BATCH_URL, batch, format="json").json()

    assert [row["result"] for row in answer["bookmarks"]] == ["stored"]
    assert [row["result"] for row in answer["highlights"]] == ["stored"] * 2
    assert [(row["kind"], str(row["uid"])) for row in kept_marks()] == [
        ("bookmark", uid(1)),
        ("highlight", uid(1)),
        ("highlight", uid(2)),
    ]


def test_versions_of_one_mark_in_one_batch_end_in_the_latest(
    phone: Any, entry: LibraryEntry
) -> None:
    rows = send(
        phone,
        entry,
        bookmark(note="One"),
        bookmark(note="Three", modified=at(3)),
        bookmark(note="Two", modified=at(2)),
    )

    assert [row["result"] for row in rows] == ["stored", "stored", "older"]
    assert rows[2]["current"]["note"] == "Three"
    assert [row["note"] for row in kept_marks()] == ["Three"]


def test_what_was_deleted_elsewhere_comes_back_with_a_later_edit_alone(
    phone: Any, entry: LibraryEntry
) -> None:
    send(phone, entry, bookmark(note="One"), deleted(modified=at(5)))

    [older] = send(phone, entry, bookmark(note="Two", modified=at(4)))
    assert (older["result"], older["current"]["is_deleted"]) == ("older", True)
    [later] = send(phone, entry, bookmark(note="Three", modified=at(6)))

    assert later["result"] == "stored"
    assert phone.get(url_of(entry, 1)).json()["note"] == "Three"


def test_a_full_book_refuses_new_marks_alone(
    phone: Any, entry: LibraryEntry, alice: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelves, "MOST_MARKS", 2)
    other = make_entry(alice.customer)
    send(phone, entry, bookmark(1))

    rows = send(
        phone,
        entry,
        bookmark(2),
        bookmark(3),
        bookmark(1, modified=at(1)),
        bookmark(4, entry=other.pk),
    )

    results = [row.get("code") or row["result"] for row in rows]
    assert results == ["stored", "too_many_marks", "stored", "stored"]


def test_two_hundred_marks_and_no_more(phone: Any, entry: LibraryEntry) -> None:
    marks = [{**bookmark(number), "entry": entry.pk} for number in range(201)]

    refused = phone.post(
        BATCH_URL, {"bookmarks": marks[:101], "highlights": marks[101:]}, format="json"
    )
    assert refused.status_code == 400
    assert refused.json()["non_field_errors"] == ["At most 200 marks at once."]
    assert not Mark.objects.exists()

    with CaptureQueriesContext(connection) as captured:
        rows = send(phone, entry, *marks[:200])
    assert {row["result"] for row in rows} == {"stored"}
    moments = Mark.objects.values_list("updated_at", flat=True)
    assert len(set(moments)) == 200
    # SQLite takes some fifty rows in one statement.
    assert len(captured) <= 20


def test_who_holds_nothing_keeps_nothing(client_of: Any, entry: LibraryEntry) -> None:
    rows = send(client_of(make_user()), entry, bookmark(1))

    assert [row["code"] for row in rows] == ["not_held"]
    assert not Mark.objects.exists()


NOTES = st.sampled_from(["", "a", "A", "é", "📚"])
FIELDS = {
    "id": st.sampled_from([uid(1), uid(2)]),
    "modified": st.sampled_from([at(1), at(2), at(3)]),
    "device": st.sampled_from([None, {"id": "phone"}, {"id": "tablet", "name": "T"}]),
}
EDITS = st.fixed_dictionaries(
    {
        **FIELDS,
        "locator": st.sampled_from(["page=1", "page=10", "page=2"]),
        "note": NOTES,
        "page": st.sampled_from([None, 1, 2, 10]),
        "progression": st.sampled_from([None, 0, 0.1, 0.3333333]),
    }
)
DELETIONS = st.fixed_dictionaries({**FIELDS, "is_deleted": st.just(True)})
BATCHES = st.lists(
    st.lists(EDITS | DELETIONS, min_size=1, max_size=4), min_size=2, max_size=3
)


@given(batches=BATCHES, kind=st.sampled_from(["bookmarks", "highlights"]))
@settings(max_examples=40)
def test_any_order_of_batches_ends_in_the_very_same_rows(
    batches: list[Any], kind: str
) -> None:
    entry = make_entry(make_user().customer)
    client = APIClient()
    client.force_authenticate(entry.customer.user)
    ends = []

    for order in permutations(batches):
        with transaction.atomic():
            for batch in order:
                send(client, entry, *batch, kind=kind)
            ends.append(kept_marks())
            for batch in order:
                rows = send(client, entry, *batch, kind=kind)
                assert {row["result"] for row in rows} <= {"same", "older"}
            assert kept_marks() == ends[-1]
            transaction.set_rollback(True)

    assert all(end == ends[0] for end in ends)
    latest: dict[str, str] = {}
    for row in (row for batch in batches for row in batch):
        latest[row["id"]] = max(row["modified"], latest.get(row["id"], ""))
    kept = {str(row["uid"]): row["modified"].isoformat() for row in ends[0]}
    assert kept == latest


@given(batch=st.lists(EDITS | DELETIONS, min_size=2, max_size=6))
@settings(max_examples=25)
def test_one_by_one_or_together_is_the_same(batch: list[Any]) -> None:
    entry = make_entry(make_user().customer)
    client = APIClient()
    client.force_authenticate(entry.customer.user)
    ends = []

    for steps in ([batch], [[row] for row in reversed(batch)]):
        with transaction.atomic():
            for step in steps:
                send(client, entry, *step)
            ends.append(kept_marks())
            transaction.set_rollback(True)

    assert ends[0] == ends[1]
