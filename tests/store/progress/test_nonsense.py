"""What is no position is a 400, and never the first page."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from store.models import LibraryEntry, ReadingProgress
from tests.positions import path_of, put, sent

pytestmark = pytest.mark.django_db
MISSING: Any = object()
BAD = [
    *(("progression", value) for value in (None, MISSING, "0.5", "NaN", True, [0.5])),
    *(("progression", value) for value in (-0.1, 1.1, 10**400, {}, "x" * 10_000)),
    *(("modified", value) for value in (None, MISSING, "", "soon", 7, [], True)),
    *(("modified", value) for value in ("2026-11-20T09:00:00", "2026-11-20")),
    *(("modified", value) for value in ("1969-12-31T23:59:59Z", "9999-99-99T00:00Z")),
    ("modified", "0001-01-01T00:00:00+14:00"),
    *(("device", value) for value in (None, MISSING, "phone", [], {}, {"name": "x"})),
    ("device", {"id": "", "name": "x"}),
    ("device", {"id": None, "name": "x"}),
    ("device", {"id": "a", "name": None}),
    ("device", {"id": "a" * 101, "name": "x"}),
    ("device", {"id": "a\x00b", "name": "x"}),
    ("device", {"id": "a\ud800", "name": "x"}),
    ("device", {"id": ["a"], "name": {"x": 1}}),
    *(("locator", value) for value in (None, "x" * 2001, "a\x00", "\udfff", [], {})),
    *(("page", value) for value in (-1, 1.5, "7", True, 2**31, 10**400, [1], {})),
    *(("session", value) for value in ("x", [], {}, {"id": "1"}, 5)),
]


@pytest.mark.parametrize(("name", "value"), BAD)
def test_nonsense_is_a_400_and_never_a_zero(
    reader: APIClient, entry: LibraryEntry, name: str, value: Any
) -> None:
    body = {**sent(0.5), name: value}
    if value is MISSING:
        del body[name]

    answer = put(reader, entry, body)

    assert answer.status_code == 400, answer.content
    assert name in answer.json()
    assert not ReadingProgress.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        '{"progression": NaN}',
        '{"progression": Infinity}',
        "[]",
        "[[[]]]",
        "null",
        "7",
        '"x"',
        "",
        "{",
        "[" * 5000,
        '{"progression": 1e999}',
        "\x00",
    ],
)
def test_bodies_that_are_no_objects_are_400s(
    reader: APIClient, entry: LibraryEntry, text: str
) -> None:
    answer = reader.put(path_of(entry), text, content_type="application/json")

    assert answer.status_code == 400
    assert not ReadingProgress.objects.exists()


def test_a_form_has_no_numbers_and_is_refused(
    reader: APIClient, entry: LibraryEntry
) -> None:
    answer = reader.put(path_of(entry), {"progression": "0"}, format="multipart")

    assert answer.status_code == 400
    assert "progression" in answer.json()
