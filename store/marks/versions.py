"""A mark as a device says that it is, and which of two versions is the newer one."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from store.marks.choices import Kind
from store.marks.models import Mark

SHARED = ("locator", "page", "progression", "title", "note")
OF_HIGHLIGHTS = ("locator_end", "text", "color")
CONTENT = (*SHARED, *OF_HIGHLIGHTS)
DEVICE = ("device_id", "device_name")
COLUMNS = (*CONTENT, *DEVICE, "modified", "is_deleted")

# A value for each of COLUMNS.
Version = dict[str, Any]
BLANK: Version = {
    **dict.fromkeys((*CONTENT, *DEVICE), ""),
    "page": None,
    "progression": None,
    "is_deleted": False,
}


def whole_version(sent: dict[str, Any]) -> Version:
    """What was not sent is blank; of a deletion everything but when, and by which device."""
    if sent.get("is_deleted"):
        sent = {name: sent[name] for name in sent.keys() - set(CONTENT)}
    return {**BLANK, **sent}


def deletion(modified: datetime) -> Version:
    return {**BLANK, "modified": modified, "is_deleted": True}


def version_of(mark: Mark) -> Version:
    return {name: getattr(mark, name) for name in COLUMNS}


def rank(version: Version) -> tuple[Any, ...]:
    """The greater one is kept; equal ones are the same.

    Every column has a say, so that devices which changed a mark at the same moment agree on
    one version, whoever is heard first.
    """
    rest = [version[name] for name in (*DEVICE, *CONTENT)]
    return version["modified"], version["is_deleted"], json.dumps(rest)


def show_version(kind: str, version: Version) -> dict[str, Any]:
    """As the API shows what a device said."""
    names = CONTENT if kind == Kind.HIGHLIGHT else SHARED
    device = {"id": version["device_id"], "name": version["device_name"]}
    return {
        **{name: version[name] for name in names},
        "device": device if device["id"] else None,
        "modified": version["modified"],
        "is_deleted": version["is_deleted"],
    }


def show_mark(mark: Mark, entry_id: int) -> dict[str, Any]:
    """As the API shows it, in the book that is held by this entry of the library."""
    return {
        "id": mark.uid,
        "entry": entry_id,
        "product": mark.product_id,
        **show_version(mark.kind, version_of(mark)),
        "created_at": mark.created_at,
        "updated_at": mark.updated_at,
    }
