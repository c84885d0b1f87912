"""What a reader app is handed."""

from __future__ import annotations

from store.library.models import LibraryEntry
from store.reading.errors import NoSuchFile
from store.reading.models import BookFile
from store.reading.services import find_edition


def take_file(*, entry: LibraryEntry, file_format: str) -> BookFile | None:
    """The newest edition of a format that the entry gives a right to; None without one.

    The one place that every download by a reader app passes.
    """
    try:
        return find_edition(entry=entry, file_format=file_format, edition=None)
    except NoSuchFile:
        return None
