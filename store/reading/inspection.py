"""Looking into a file of a book, in a process that may be lost."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from store.reading.covers import MOST_BYTES
from store.reading.found import Found, Refusal
from store.reading.sniffing import pieces

PROGRAM = "store.reading.inspector"
ROOT = Path(__file__).resolve().parents[2]
SECONDS = 45  # of waiting; less than nginx waits


def look_into(file: Any, *, file_format: str) -> tuple[Found, bytes | None]:
    """What a stored file says of itself, and its cover (a JPEG). In at most 45 seconds.

    Raises Refusal, and OSError when the file can't be read.
    """
    with TemporaryDirectory(prefix="book-") as name:
        folder = Path(name)
        cover = folder / "cover.jpg"
        found = run(file_format, on_this_disk(file, folder), cover)
        there = cover.exists() and cover.stat().st_size <= MOST_BYTES
        return found, cover.read_bytes() if there else None


def on_this_disk(file: Any, folder: Path) -> Path:
    """Where the file is; of one that is kept elsewhere, where its copy in the folder is."""
    try:
        path = Path(file.path)
        if path.is_file():
            return path
    except NotImplementedError:
        pass
    copy = folder / "book"
    with file.storage.open(file.name, "rb") as stored, copy.open("wb") as stream:
        stream.writelines(pieces(stored))
    return copy


def run(file_format: str, path: Path, cover: Path) -> Found:
    """Have the program look. Raises Refusal, also when it was lost on the way."""
    command = [sys.executable, "-m", PROGRAM, file_format, str(path), str(cover)]
    try:
        ended = subprocess.run(  # noqa: S603 - our own program; nobody chooses these names
            command,
            cwd=ROOT,
            env={"PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
        told = json.loads(ended.stdout)
        if "reason" not in told:
            return Found.from_told(told)
    except (subprocess.TimeoutExpired, ValueError, TypeError, KeyError):
        raise Refusal("too_complex") from None
    raise Refusal(told["reason"])
