"""Addresses that open one file to whoever has them, for some minutes."""

from __future__ import annotations

from datetime import datetime

from django.core import signing
from django.utils import timezone

from store.library.models import LibraryEntry
from store.reading.downloads import lifetime
from store.reading.errors import LinkExpired
from store.reading.models import BookFile
from store.reading.services import editions_of

SALT = "store.reading.download"


def make_token(*, entry: LibraryEntry, edition: BookFile) -> tuple[str, datetime]:
    """A token, and when it ends."""
    token = signing.dumps([entry.pk, edition.pk], salt=SALT)
    return token, timezone.now() + lifetime()


def open_token(*, token: str) -> BookFile | None:
    """The file, if its holder still may have it; None for what is no such token.

    Raises LinkExpired.
    """
    try:
        entry_pk, pk = signing.loads(token, salt=SALT, max_age=lifetime())
    except signing.SignatureExpired:
        raise LinkExpired from None
    except signing.BadSignature:
        return None
    files = BookFile.objects.select_related("book__product").filter(pk=pk)
    entry = LibraryEntry.objects.filter(pk=entry_pk).first()
    if entry is None:
        return None
    held = editions_of(entry=entry, files=files.filter(book=entry.product_id))
    return held[0] if held else None
