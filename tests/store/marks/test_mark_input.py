"""What is no mark: refused with a field and a code, and nothing is kept."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from store.models import Mark
from tests.builders import make_entry
from tests.mark_builders import (
    BATCH_URL,
    bookmark,
    highlight,
    kept_marks,
    make_mark,
    url_of,
)

pytestmark = pytest.mark.django_db
JUNK = [
    None,
    True,
    1.5,
    10**400,
    -1,
    "x" * 10_001,
    "a\0b",
    "\ud800",
    [],
    [[]],
    {},
    {"a": 1},
]
WRONG = {
    "id": ["abc", [], {}, 1.5, None, "\0", "\ud800", -1, 2**200],
    "locator": ["", None, [], {}, True, "x" * 2001, "a\0b", "\ud800"],
    "page": ["abc", -1, 2**31, 10**400, 1.5, [], {}, True, "\ud800"],
    "progression": ["abc", -0.1, 1.01, 10**400, "nan", "inf", [], {}, "\ud800"],
    "title": [None, [], True, "x" * 256, "a\0b", "\udfff"],
    "note": [None, [], {}, True, "x" * 10_001, "a\0b", "\ud800"],
    "modified": [
        *(None, "", "abc", [], {}, 5, True, "\ud800", "\0", "x" * 10_000),
        *("2026-11-20", "2026-11-20T12:00:00", "0001-01-01T00:00:00+14:00"),
        *("1969-12-31T23:59:59Z", "9999-12-31T23:59:59-23:59"),
    ],
    "device": [
        *("abc", [], True, {}, {"id": ""}, {"id": None}, {"id": "x" * 65}),
        *({"id": "a", "name": "x" * 101}, {"id": "a\0"}, {"id": "\ud800"}),
    ],
}
OF_HIGHLIGHTS = {
    "locator_end": [None, [], "x" * 2001, "a\0b", "\ud800"],
    "text": [None, {}, True, "x" * 5001, "a\0b", "\ud800"],
    "color": [None, "", "pink", [], {}, True, 1, "\ud800", "yellow\0"],
}
CASES = [("bookmarks", name, value) for name in WRONG for value in WRONG[name]]
CASES += [
    ("highlights", name, value)
    for name in OF_HIGHLIGHTS
    for value in OF_HIGHLIGHTS[name]
]


def sent(kind: str, **fields: Any) -> dict[str, Any]:
    return bookmark(**fields) if kind == "bookmarks" else highlight(**fields)


def body(data: Any) -> dict[str, Any]:
    """As it is, surrogates and all."""
    return {"data": json.dumps(data), "content_type": "application/json"}


@pytest.mark.parametrize(("kind", "name", "value"), CASES)
def test_wrong_fields_are_refused_alone_and_among_others(
    client_of: Any, alice: Any, kind: str, name: str, value: Any
) -> None:
    entry, client = make_entry(alice.customer), client_of(alice)
    wrong = sent(kind, **{name: value})

    one = client.post(url_of(entry, kind=kind), **body(wrong))
    batch = {kind: [{**wrong, "entry": entry.pk}, {**sent(kind), "entry": entry.pk}]}
    if name == "id":
        batch[kind].reverse()
        batch[kind].append(batch[kind][0])
    many = client.post(BATCH_URL, **body(batch))

    assert one.status_code == 400, one.content
    assert name in one.json()
    assert many.status_code == 200
    results = [row["result"] for row in many.json()[kind]]
    codes = {row.get("code") for row in many.json()[kind]} - {None}
    assert sorted(results)[:1] == ["refused"]
    assert "stored" in results
    assert codes <= {"invalid", "modified_in_future"}
    assert Mark.objects.count() == 1


@pytest.mark.parametrize("junk", JUNK, ids=repr)
def test_junk_is_refused_wherever_it_stands(
    client_of: Any, alice: Any, junk: Any
) -> None:
    entry, client = make_entry(alice.customer), client_of(alice)
    make_mark(entry, uid=bookmark()["id"])
    before = kept_marks()

    answers = [
        client.post(url_of(entry), **body(junk)),
        client.put(url_of(entry, 1), **body(junk)),
        client.patch(url_of(entry, 1), **body(junk)),
    ]
    assert {answer.status_code for answer in answers} == {400}
    for batch in ({"bookmarks": junk}, {"highlights": junk}):
        answer = client.post(BATCH_URL, **body(batch))
        assert answer.status_code == (200 if isinstance(junk, list) else 400)
    answer = client.post(BATCH_URL, **body(junk))
    assert answer.status_code == (200 if isinstance(junk, dict) else 400)
    for batch in ({"bookmarks": [junk]}, {"highlights": [junk]}):
        answer = client.post(BATCH_URL, **body(batch))
        [[row]] = [rows for rows in answer.json().values() if rows]
        assert (row["result"], row["code"], row["id"]) == ("refused", "invalid", None)
        assert row["errors"].keys() & {"non_field_errors", "id"}
    assert kept_marks() == before


@pytest.mark.parametrize("text", [b"NaN", b"Infinity", b"-Infinity", b"1e400"])
def test_numbers_that_are_none_are_refused(
    client_of: Any, alice: Any, text: bytes
) -> None:
    entry, client = make_entry(alice.customer), client_of(alice)
    data = json.dumps(bookmark(progression=7)).encode().replace(b"7,", text + b",")

    answer = client.post(url_of(entry), data, content_type="application/json")

    assert answer.status_code == 400
    assert not Mark.objects.exists()


def test_a_moment_that_is_still_to_come_is_refused(client_of: Any, alice: Any) -> None:
    entry, client = make_entry(alice.customer), client_of(alice)
    make_mark(entry, uid=bookmark()["id"])
    before = kept_marks()
    future = (timezone.now() + timedelta(minutes=6)).isoformat()
    wrong = bookmark(modified=future)
    query = f"?modified={future.replace('+', '%2B')}"

    answers = [
        client.post(
            url_of(entry), {**wrong, "id": None or bookmark(2)["id"]}, format="json"
        ),
        client.put(url_of(entry, 1), wrong, format="json"),
        client.patch(url_of(entry, 1), {"modified": future}, format="json"),
        client.delete(url_of(entry, 1) + query),
    ]

    for answer in answers:
        assert answer.status_code == 400
        assert answer.json()["code"] == "modified_in_future"
        assert set(answer.json()) == {"modified", "code", "server_time"}
    assert kept_marks() == before
    soon = (timezone.now() + timedelta(minutes=4)).isoformat()
    right = client.put(url_of(entry, 1), bookmark(modified=soon), format="json")
    assert right.status_code == 200


@pytest.mark.parametrize("value", ["abc", "2026-11-20T12:00:00", "%00", "9" * 99])
@pytest.mark.parametrize("verb", ["get", "delete"])
def test_moments_in_an_address_are_checked(
    client_of: Any, alice: Any, verb: str, value: str
) -> None:
    entry, client = make_entry(alice.customer), client_of(alice)
    make_mark(entry, uid=bookmark()["id"])
    naive = verb == "get" and value.startswith("2026")
    url = url_of(entry) if verb == "get" else url_of(entry, 1)
    name = "updated_since" if verb == "get" else "modified"

    answer = getattr(client, verb)(f"{url}?{name}={value}")

    assert answer.status_code == (200 if naive else 400)
    assert not Mark.objects.get().is_deleted


@pytest.mark.parametrize("key", ["abc", "1", "%00", "0" * 33, "g" * 32])
def test_what_is_no_id_is_not_found(client_of: Any, alice: Any, key: str) -> None:
    entry, client = make_entry(alice.customer), client_of(alice)

    for verb in ("get", "put", "patch", "delete"):
        answer = getattr(client, verb)(
            f"{url_of(entry)}{key}/", bookmark(), format="json"
        )
        assert answer.status_code == 404


def test_signs_of_every_kind_come_back(client_of: Any, alice: Any) -> None:
    entry, client = make_entry(alice.customer), client_of(alice)
    text = "📚👩‍👩‍👧 \u202eعربي\u202c \x01\t\r\n\u2028 é e\u0301 "
    marks = {"note": text, "title": text, "text": text, "locator": text}

    answer = client.post(
        url_of(entry, kind="highlights"), highlight(**marks), format="json"
    )

    assert answer.status_code == 201
    seen = client.get(url_of(entry, 1, "highlights")).json()
    assert {name: seen[name] for name in marks} == marks
    again = client.post(
        url_of(entry, kind="highlights"), highlight(**marks), format="json"
    )
    assert again.status_code == 200


def test_the_longest_mark_fits(client_of: Any, alice: Any) -> None:
    entry, client = make_entry(alice.customer), client_of(alice)
    full = highlight(
        locator="𝄞" * 2000,
        locator_end="𝄞" * 2000,
        title="𝄞" * 255,
        text="𝄞" * 5000,
        note="𝄞" * 10_000,
        page=2**31 - 1,
        progression=1,
        device={"id": "𝄞" * 64, "name": "𝄞" * 100},
    )

    assert (
        client.post(url_of(entry, kind="highlights"), full, format="json").status_code
        == 201
    )
    assert (
        client.post(url_of(entry, kind="highlights"), full, format="json").status_code
        == 200
    )
