"""A program: looks into one file of a book, within limits of its own, and ends.

    python -m store.reading.inspector pdf|epub FILE COVER

It prints what it found, or `{"reason": …}`, and writes the cover, if there is one, as a JPEG.
A file may be made to keep a parser busy for ever or to fill the memory; what it breaks is
this process. It knows no settings, no secrets and no database.
"""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path

from store.reading.epub import read_epub
from store.reading.found import Refusal
from store.reading.pdf import read_pdf

MOST_MEMORY = 1 << 30
MOST_BYTES_WRITTEN = 20_000_000
MOST_SECONDS = 30  # of work
READERS = {"pdf": read_pdf, "epub": read_epub}


def limit_self() -> None:
    """Where the system has such limits."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_FSIZE, MOST_BYTES_WRITTEN),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def inspect_file(file_format: str, path: str, cover_path: str) -> str:
    """What is to be printed."""
    try:
        found, cover = READERS[file_format](path)
    except Refusal as refusal:
        return json.dumps({"reason": refusal.reason})
    except (MemoryError, RecursionError):
        return json.dumps({"reason": "too_complex"})
    if cover:
        Path(cover_path).write_bytes(cover)
    return found.to_json()


if __name__ == "__main__":
    limit_self()
    logging.disable()
    sys.stdout.write(inspect_file(*sys.argv[1:]))
