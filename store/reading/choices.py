from datetime import timedelta

from django.db import models

from store.books.choices import Format

__all__ = [
    "CONTENT_TYPES",
    "LOST_AFTER",
    "MOST_ATTEMPTS",
    "MOST_WAITING",
    "REASONS",
    "FileStatus",
    "Format",
]


class FileStatus(models.TextChoices):
    WAITING = "waiting", "Waiting"
    READY = "ready", "Ready"
    REFUSED = "refused", "Refused"


CONTENT_TYPES: dict[str, str] = {
    Format.PDF: "application/pdf",
    Format.EPUB: "application/epub+zip",
}
MOST_WAITING = 4  # files of one book that are still to be looked into
MOST_ATTEMPTS = 3
# Longer than looking into a file may take (`inspection.SECONDS`), with its copying.
LOST_AFTER = timedelta(minutes=4)
# Why a file was refused: the code, and what people are told.
REASONS = {
    "damaged_pdf": "This PDF can't be read: it is damaged or incomplete.",
    "encrypted_pdf": "This PDF is encrypted. Upload it without a password.",
    "no_pages": "There is no page in this file.",
    "damaged_epub": "This EPUB can't be read: it is damaged or incomplete.",
    "encrypted_epub": "This EPUB is encrypted. Upload it without copy protection.",
    "unsafe_epub": "This EPUB has entries that lead out of it, or unpacks to too much.",
    "too_complex": "Looking into this file took too long, or too much memory.",
    "file_gone": "The file did not arrive whole. Upload it again.",
    "not_checked": "The file could not be looked into. Upload it again.",
}
