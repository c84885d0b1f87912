"""What a reader app is handed."""

from __future__ import annotations

from store.library.models import LibraryEntry
from store.reading.downloads import begin_download
from store.reading.errors import NoSuchFile
from store.reading.models import BookFile
from store.reading.services import find_edition


def take_file(*, entry: LibraryEntry, file_format: str) -> BookFile | None:
    """The newest edition of a format that the entry gives a right to; None without one.

    It is counted as any download is: once, also when it is resumed within its minutes. Raises
    DownloadLimitReached.
    """
    try:
        edition = find_edition(entry=entry, file_format=file_format, edition=None)
        begin_download(entry=entry, edition=edition)
    except (NoSuchFile, LibraryEntry.DoesNotExist):
        return None
    return edition
