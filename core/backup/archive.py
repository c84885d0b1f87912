"""One zip file that holds a database and the files that belong to it.

Everything is streamed: no part is ever in memory as a whole.
"""

from __future__ import annotations

import time
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from core.backup import manifest
from core.backup.errors import BackupError
from core.backup.manifest import Manifest, Part

CHUNK = 1 << 20
MEDIA, HELD_BACK = "media/", "private/"
FOLDERS = (MEDIA, HELD_BACK)
MOST_BYTES_OF_MANIFEST = 1 << 30
PRIVATE = 0o600 << 16


class ArchiveWriter:
    """Closed without a manifest, by an error, the archive stays unfinished."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.zip = ZipFile(stream, "w")

    def __enter__(self) -> ArchiveWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, *others: object) -> None:
        if kind is not None:
            self.zip.fp = None  # or it would try to finish, on a full disk for example
        self.zip.close()

    def add(self, name: str, chunks: Iterable[bytes], *, compress: bool) -> Part:
        """Write one part; pictures are compressed already."""
        info = ZipInfo(name, time.localtime()[:6])
        info.external_attr = PRIVATE
        info.compress_type = ZIP_DEFLATED if compress else ZIP_STORED
        digest, size = sha256(), 0
        with self.zip.open(info, "w", force_zip64=True) as entry:
            for chunk in chunks:
                entry.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        return Part(name, size, digest.hexdigest())

    def add_manifest(self, content: Manifest) -> None:
        self.add(manifest.NAME, [content.to_json()], compress=True)


@contextmanager
def told_as_damaged() -> Iterator[None]:
    """All that zipfile raises for a file that is no sound zip file."""
    try:
        yield
    except (BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise BackupError(f"The backup is damaged or was cut short: {error}") from error
    except (KeyError, RuntimeError) as error:
        raise BackupError(f"This is not a backup of this program: {error}") from error


class ArchiveReader:
    """Raises BackupError for a file that is no backup."""

    def __init__(self, path: Path) -> None:
        try:
            with told_as_damaged():
                self.zip = ZipFile(path)
        except OSError as error:
            raise BackupError(f"{path} can't be read: {error.strerror}") from error
        with told_as_damaged():
            info = self.zip.getinfo(manifest.NAME)
            if info.file_size > MOST_BYTES_OF_MANIFEST:
                raise BackupError("The manifest of the backup is too large.")
            self.manifest = Manifest.from_json(self.zip.read(info))

    def close(self) -> None:
        self.zip.close()

    def chunks(self, part: Part) -> Iterator[bytes]:
        with told_as_damaged(), self.zip.open(part.name) as entry:
            while chunk := entry.read(CHUNK):
                yield chunk

    def verify(self) -> None:
        """Read the whole archive: what is listed is there, unchanged, and nothing else."""
        parts = [self.manifest.database, *self.manifest.files]
        listed = Counter([manifest.NAME, *(part.name for part in parts)])
        if listed != Counter(self.zip.namelist()) or max(listed.values()) > 1:
            raise BackupError("The backup does not hold what its manifest lists.")
        for part in self.manifest.files:
            check_name(part.name)
        for part in parts:
            self.verify_part(part)

    def verify_part(self, part: Part) -> None:
        digest, size = sha256(), 0
        for chunk in self.chunks(part):
            digest.update(chunk)
            size += len(chunk)
            if size > part.size:  # does not unpack without end
                break
        if (size, digest.hexdigest()) != (part.size, part.sha256):
            raise BackupError(f"{part.name} is not what it was when it was backed up.")


def split_name(name: str) -> tuple[str, str]:
    """The folder of the archive that a file is in, and its name there."""
    folder, slash, rest = name.partition("/")
    return folder + slash, rest


def check_name(name: str) -> None:
    """A file's name leads into a folder that we know and nowhere else."""
    folder, rest = split_name(name)
    path = PurePosixPath(rest)
    inside = (
        folder in FOLDERS
        and path.parts
        and not path.is_absolute()
        and ".." not in path.parts
        and str(path) == rest
        and not set("\\\0") & set(name)
    )
    if not inside:
        raise BackupError(f"The backup holds a file that leads elsewhere: {name!r}")
