"""Zip files that nobody vouches for, opened without unpacking anything."""

from __future__ import annotations

import stat
from pathlib import Path, PurePosixPath
from struct import unpack_from
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from store.reading.found import Refusal

MOST_ENTRIES = 10_000
MOST_BYTES_UNPACKED = 1_000_000_000
MOST_RATIO = 200
# Below it a ratio says nothing: a short text of one letter packs very well.
SMALL = 10_000_000
MOST_BYTES_OF_DIRECTORY = 4_000_000
END, END_OF_64 = b"PK\x05\x06", b"PK\x06\x07"
BYTES_OF_END, BYTES_OF_END_OF_64, MOST_COMMENT = 22, 20, 65_535


def open_zip(path: str) -> ZipFile:
    """Raises Refusal for one that is not safe to read, and whatever zipfile raises."""
    check_directory(path)
    archive = ZipFile(path)
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if len(names) != len(entries) or len(entries) > MOST_ENTRIES:
        raise Refusal("unsafe_epub")
    for entry in entries:
        check_entry(entry)
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    too_much = unpacked > SMALL and unpacked > MOST_RATIO * packed
    if unpacked > MOST_BYTES_UNPACKED or too_much or packed > Path(path).stat().st_size:
        raise Refusal("unsafe_epub")
    return archive


def check_directory(path: str) -> None:
    """Before zipfile makes an object of each of its entries: that there are not too many.

    A comment after the end is looked past, as zipfile does.
    """
    with Path(path).open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - MOST_COMMENT - BYTES_OF_END - BYTES_OF_END_OF_64))
        tail = file.read()
    plain = tail[-BYTES_OF_END:]
    at = len(tail) - BYTES_OF_END
    if not (plain.startswith(END) and plain.endswith(b"\0\0")):
        at = tail.rfind(END)
    if at < 0 or at + BYTES_OF_END > len(tail):
        raise Refusal("damaged_epub")
    before = at - BYTES_OF_END_OF_64
    if before >= 0 and tail.startswith(END_OF_64, before):
        raise Refusal("unsafe_epub")  # 4 GB or 65,535 entries: no book needs that
    count, length = unpack_from("<HL", tail, at + 10)
    if count > MOST_ENTRIES or length > MOST_BYTES_OF_DIRECTORY:
        raise Refusal("unsafe_epub")


def check_entry(entry: ZipInfo) -> None:
    """A file or folder inside, packed in the usual way, by its own name. Raises Refusal."""
    name = entry.orig_filename
    outside = name.startswith("/") or ".." in PurePosixPath(name).parts
    if outside or not name or set("\\\0:") & set(name):
        raise Refusal("unsafe_epub")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise Refusal("unsafe_epub")
    if entry.flag_bits & 1:
        raise Refusal("encrypted_epub")
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise Refusal("damaged_epub")
