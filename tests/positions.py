"""Positions and sessions for tests, as devices send them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone
from rest_framework.test import APIClient

from store.models import DevicePosition, LibraryEntry, ReadingDay, ReadingProgress
from store.models import ReadingSession as SessionRow
from store.progress.merging import Position
from store.progress.services import Session, move_to
from tests.builders import make_entry

LIBRARY = "/store/customers/me/library/"
PROGRESS = f"{LIBRARY}progress/"
READING = "/store/customers/me/reading/"
EVER = "1970-01-01T00:00:00Z"
NINE = datetime(2026, 11, 20, 9, tzinfo=UTC)


def path_of(entry: LibraryEntry) -> str:
    return f"{LIBRARY}{entry.pk}/progress/"


def at(minutes: float) -> str:
    """So many minutes after nine, as JSON has it."""
    moment = NINE + timedelta(minutes=minutes)
    return moment.isoformat().replace("+00:00", "Z")


def sent(progression: Any = 0.5, minutes: float = 0, **fields: Any) -> dict[str, Any]:
    """A position of the phone; `device` may be another's name."""
    device = fields.pop("device", "phone")
    return {
        "progression": progression,
        "locator": "epubcfi(/6/14!/4/2/14:3)",
        "page": 93,
        "device": {"id": device, "name": f"My {device}"},
        "modified": at(minutes),
        **fields,
    }


def put(client: APIClient, entry: LibraryEntry, body: Any) -> Any:
    text = json.dumps(body)  # with escapes: half a surrogate pair is sent as it is
    return client.put(path_of(entry), text, content_type="application/json")


def stored(client: APIClient, entry: LibraryEntry, body: Any) -> Any:
    answer = put(client, entry, body)
    assert answer.status_code == 200, answer.content
    return answer.json()


def session(uid: UUID | None = None, start: float = 0, end: float = 10) -> Any:
    return {"id": str(uid or uuid4()), "started_at": at(start), "ended_at": at(end)}


def times(uid: UUID | None = None, start: float = 0, end: float = 10) -> Session:
    """A session, as the rules take it."""
    begin = NINE + timedelta(minutes=start)
    return Session(uid or uuid4(), begin, NINE + timedelta(minutes=end))


def position(
    progression: float = 0.5, minutes: float = 0, device: str = "phone"
) -> Position:
    return Position(
        progression=progression,
        locator="",
        page=None,
        device_id=device,
        device_name=device,
        modified=NINE + timedelta(minutes=minutes),
    )


def make_read(
    customer: Any = None, progression: float = 0.5, minutes: float = 0
) -> LibraryEntry:
    """A book that its holder was in, on the phone."""
    entry = make_entry(customer)
    move_to(entry=entry, sent=position(progression, minutes))
    return entry


def kept_rows() -> dict[str, Any]:
    """All that is stored, but for keys and for when it came."""
    rows: dict[str, Any] = {
        "progress": ReadingProgress.objects.order_by("product"),
        "devices": DevicePosition.objects.order_by("progress__product", "device_id"),
        "sessions": SessionRow.objects.order_by("uid"),
        "days": ReadingDay.objects.order_by("day"),
    }
    left_out = {"id", "progress_id", "updated_at"}
    return {
        name: [
            {key: value for key, value in row.items() if key not in left_out}
            for row in found.values()
        ]
        for name, found in rows.items()
    }


def everything_stored() -> list[Any]:
    """Keys and moments too."""
    models = (ReadingProgress, DevicePosition, SessionRow, ReadingDay)
    return [list(model.objects.order_by("pk").values()) for model in models]


def soon(**ahead: float) -> str:
    return (timezone.now() + timedelta(**ahead)).isoformat()


def changes(client: APIClient, path: str, since: str = EVER, size: int = 100) -> Any:
    """Every change after that moment, following `next`, and the moment to go on from."""
    rows: list[Any] = []
    url = f"{path}?updated_since={since}&page_size={size}"
    while True:
        body = client.get(url).json()
        rows += body["results"]
        if not body["next"]:
            return rows, body["synced_at"]
        url = body["next"]
