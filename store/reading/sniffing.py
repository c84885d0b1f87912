"""What an upload is, by a few of its bytes: quick, whatever the file holds."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import IO

from store.reading.choices import Format
from store.reading.errors import (
    DamagedEpub,
    DamagedPdf,
    EncryptedPdf,
    UnknownFileFormat,
)

CHUNK = 1 << 16
HEAD, TAIL = 1024, 2048
PDF, END_OF_PDF = b"%PDF-", b"startxref"
ZIP, ENTRY = b"PK\x03\x04", 30
MIMETYPE, EPUB = b"mimetype", b"application/epub+zip"
STORED = b"\x00\x00"


def find_format(file: IO[bytes]) -> Format:
    """By the content alone. Raises BadBookFile; the file is at its start afterwards."""
    head = file.read(HEAD)
    size = file.seek(0, 2)
    file.seek(max(0, size - TAIL))
    tail = file.read(TAIL)
    file.seek(0)
    if head.startswith(ZIP):
        check_epub(head)
        return Format.EPUB
    if PDF in head:
        check_pdf(tail)
        return Format.PDF
    raise UnknownFileFormat


def check_epub(head: bytes) -> None:
    """A zip whose first entry, not compressed, says that it is an EPUB."""
    name_length = int.from_bytes(head[26:28], "little")
    extra_length = int.from_bytes(head[28:30], "little")
    name = head[ENTRY : ENTRY + name_length]
    start = ENTRY + name_length + extra_length
    if name != MIMETYPE:
        raise UnknownFileFormat
    if head[8:10] != STORED or head[start : start + len(EPUB)] != EPUB:
        raise DamagedEpub


def check_pdf(tail: bytes) -> None:
    """A PDF ends by saying where its table of contents is."""
    if END_OF_PDF not in tail:
        raise DamagedPdf
    _, found, trailer = tail.rpartition(b"trailer")
    if found and b"/Encrypt" in trailer.partition(END_OF_PDF)[0]:
        raise EncryptedPdf


def digest_of(file: IO[bytes]) -> str:
    """The SHA-256 of all of it, in hexadecimal; the file is at its start afterwards."""
    digest = sha256()
    for chunk in pieces(file):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk
