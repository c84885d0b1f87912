"""Bookmarks and highlights: rows of the access matrix, and good bodies."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from store.models import LibraryEntry
from tests.mark_builders import at, bookmark, make_mark, uid

MARK_ROWS = """
get    store/customers/me/library/{entry_pk}/bookmarks/       401 200 404 404 404 404 404 404
post   store/customers/me/library/{entry_pk}/bookmarks/       401 201 404 404 404 404 404 404
get    store/customers/me/library/{entry_pk}/bookmarks/{pk}/  401 200 404 404 404 404 404 404
put    store/customers/me/library/{entry_pk}/bookmarks/{pk}/  401 200 404 404 404 404 404 404
patch  store/customers/me/library/{entry_pk}/bookmarks/{pk}/  401 200 404 404 404 404 404 404
delete store/customers/me/library/{entry_pk}/bookmarks/{pk}/  401 204 404 404 404 404 404 404
get    store/customers/me/library/{entry_pk}/highlights/      401 200 404 404 404 404 404 404
post   store/customers/me/library/{entry_pk}/highlights/      401 201 404 404 404 404 404 404
get    store/customers/me/library/{entry_pk}/highlights/{pk}/ 401 200 404 404 404 404 404 404
put    store/customers/me/library/{entry_pk}/highlights/{pk}/ 401 200 404 404 404 404 404 404
patch  store/customers/me/library/{entry_pk}/highlights/{pk}/ 401 200 404 404 404 404 404 404
delete store/customers/me/library/{entry_pk}/highlights/{pk}/ 401 204 404 404 404 404 404 404
get    store/customers/me/library/bookmarks/                  401 200 200 200 200 200 200 200
get    store/customers/me/library/highlights/                 401 200 200 200 200 200 200 200
post   store/customers/me/library/marks/                      401 200 200 200 200 200 200 200
"""
SECRET_NOTE = "what alice thought of it"


def make_marks(entry: LibraryEntry) -> SimpleNamespace:
    """One of each kind; their ids stand where addresses have keys."""
    for kind in ("bookmark", "highlight"):
        make_mark(entry, kind, uid=uid(1), note=SECRET_NOTE)
    mark = SimpleNamespace(pk=uid(1))
    return SimpleNamespace(bookmark=mark, highlight=mark)


def mark_bodies(world: SimpleNamespace) -> dict[str, dict[str, Any]]:
    book = "store/customers/me/library/{entry_pk}/"
    marks = {f"{book}{kind}/": bookmark(2) for kind in ("bookmarks", "highlights")}
    changes = {f"{path}{{pk}}/": bookmark(1, modified=at(1)) for path in marks}
    batch = {"bookmarks": [bookmark(1, modified=at(1), entry=world.held.pk)]}
    return {**marks, **changes, "store/customers/me/library/marks/": batch}
