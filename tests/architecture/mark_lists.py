"""Bookmarks and highlights: what their lists cost."""

from __future__ import annotations

from typing import Any

from tests.builders import make_entry
from tests.mark_builders import make_mark


def add_marks(world: Any) -> None:
    """In the one book and in another one."""
    for entry in (world.entry, make_entry(world.customer)):
        for kind in ("bookmark", "highlight"):
            make_mark(entry, kind)


MARK_LISTS: dict[str, tuple[Any, int]] = {
    "store/customers/me/library/{entry_pk}/bookmarks/": (add_marks, 5),
    "store/customers/me/library/{entry_pk}/highlights/": (add_marks, 5),
    "store/customers/me/library/bookmarks/": (add_marks, 4),
    "store/customers/me/library/highlights/": (add_marks, 4),
}
