"""Marks for tests, as devices send them and as they are kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from store.marks.models import Mark
from store.marks.services import add_mark
from store.marks.versions import COLUMNS
from store.models import LibraryEntry

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def at(minute: int) -> str:
    """That long after noon, as a device says it."""
    return (NOON + timedelta(minutes=minute)).isoformat()


def uid(number: int) -> str:
    return str(UUID(int=number))


def bookmark(number: int = 1, **fields: Any) -> dict[str, Any]:
    """What a device sends of a bookmark."""
    return {"id": uid(number), "locator": "page=12", "modified": at(0), **fields}


def highlight(number: int = 1, **fields: Any) -> dict[str, Any]:
    return {
        **bookmark(number),
        "locator_end": "page=13",
        "text": "It is a truth",
        "color": "green",
        **fields,
    }


def deleted(number: int = 1, **fields: Any) -> dict[str, Any]:
    return {"id": uid(number), "modified": at(0), "is_deleted": True, **fields}


def make_mark(entry: LibraryEntry, kind: str = "bookmark", **fields: Any) -> Mark:
    """One that is kept, by the rule."""
    sent = {"locator": "page=12", "modified": NOON, **fields}
    key = sent.pop("uid", None) or uuid4()
    return add_mark(entry=entry, kind=kind, uid=key, sent=sent)[0]


def kept_marks() -> list[dict[str, Any]]:
    """Every mark there is, without what only the server says."""
    names = ("customer_id", "product_id", "kind", "uid", *COLUMNS)
    return list(Mark.objects.order_by("customer_id", "kind", "uid").values(*names))


def url_of(
    entry: LibraryEntry, number: int | None = None, kind: str = "bookmarks"
) -> str:
    tail = "" if number is None else f"{uid(number)}/"
    return f"/store/customers/me/library/{entry.pk}/{kind}/{tail}"


BATCH_URL = "/store/customers/me/library/marks/"
