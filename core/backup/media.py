"""The uploaded files, through Django's storage: on this disk or in a bucket."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from django.core.files import File
from django.core.files.storage import Storage, default_storage, storages

from core.backup.archive import (
    CHUNK,
    HELD_BACK,
    MEDIA,
    ArchiveReader,
    ArchiveWriter,
    split_name,
)
from core.backup.errors import BackupError
from core.backup.manifest import Part

SECONDS_TO_SETTLE = 60
NO_UPLOAD = ".gitkeep"


def file_storages() -> dict[str, Storage]:
    """Those of this store: what anyone may see, and what only the application hands out."""
    return {MEDIA: default_storage, HELD_BACK: storages["private"]}


def stored_files(storage: Storage) -> Iterator[str]:
    """The names of all files, folder by folder."""
    folders = [""]
    while folders:
        folder = folders.pop()
        try:
            subfolders, files = storage.listdir(folder)
        except FileNotFoundError:  # before the first upload, or removed meanwhile
            continue
        prefix = f"{folder}/" if folder else ""
        folders += [prefix + name for name in subfolders]
        yield from (prefix + name for name in files)


def has_files(storage: Storage) -> bool:
    return any(name.split("/")[-1] != NO_UPLOAD for name in stored_files(storage))


class MediaCopier:
    """Copies files into an archive while others come and go.

    Before and after the snapshot of the database: what a row shows was there before, or came
    while the snapshot was taken and is there after. No name is ever used twice.
    """

    def __init__(
        self, storage: Storage, archive: ArchiveWriter, inside: str, folder: Path
    ) -> None:
        self.storage = storage
        self.archive = archive
        self.inside = inside
        self.folder = folder
        self.fresh: dict[str, Path] = {}
        self.parts: dict[str, Part] = {}
        self.vanished = 0

    def copy_before(self) -> None:
        """All there is. What may still be being written is put aside at first."""
        now = time.time()
        for name in stored_files(self.storage):
            settled = self.is_settled(name, now)
            chunks = self.read(name)
            if chunks and settled:
                self.add(name, chunks)
            elif chunks:
                self.put_aside(name, chunks)
        self.look_again()  # copying took its time: what came meanwhile

    def look_again(self) -> None:
        """Put aside what is not known yet, and anew what may have been half written."""
        for name in stored_files(self.storage):
            if name not in self.parts and (chunks := self.read(name)):
                self.put_aside(name, chunks)

    def put_aside(self, name: str, chunks: Iterable[bytes]) -> None:
        self.folder.mkdir(exist_ok=True)
        aside = self.fresh.setdefault(name, self.folder / str(len(self.fresh)))
        with aside.open("wb") as stream:
            stream.writelines(chunks)

    def copy_after(self) -> None:
        """What came meanwhile; and what was put aside, as it is now if it is still there."""
        for name in stored_files(self.storage):
            if name not in self.parts and (chunks := self.read(name)):
                self.add(name, chunks)
        for name in self.fresh.keys() - self.parts.keys():
            with self.fresh[name].open("rb") as stream:
                self.add(name, File(stream).chunks(CHUNK))

    def is_settled(self, name: str, now: float) -> bool:
        """A file on a disk is seen while it is being written; in a bucket it is not."""
        try:
            written = Path(self.storage.path(name)).stat().st_mtime
        except NotImplementedError:
            return True
        except FileNotFoundError:
            return False
        return written < now - SECONDS_TO_SETTLE

    def add(self, name: str, chunks: Iterable[bytes]) -> None:
        self.parts[name] = self.archive.add(self.inside + name, chunks, compress=False)

    def read(self, name: str) -> Iterator[bytes] | None:
        """The content, or None when the file has gone since it was listed."""
        try:
            file = self.storage.open(name)
            chunks = file.chunks(CHUNK)
            first = next(chunks, b"")  # a bucket is only asked for the content here
        except Exception as error:
            if self.storage.exists(name):
                raise BackupError(f"{name} can't be read: {error}") from error
            self.vanished += 1
            return None
        return content(file, first, chunks)


class Copiers:
    """One for each storage, which all look at the same moments."""

    def __init__(
        self, storages: Mapping[str, Storage], archive: ArchiveWriter, folder: Path
    ) -> None:
        self.all = [
            MediaCopier(storage, archive, inside, folder / f"aside-{inside}")
            for inside, storage in storages.items()
        ]

    def copy_before(self) -> None:
        for copier in self.all:
            copier.copy_before()

    def look_while(self, snapshot: Iterator[bytes]) -> Iterator[bytes]:
        """Hand the snapshot on; what came before it began may be removed before it ends.

        Its first piece is asked for alone: it says that the snapshot has begun.
        """
        first = next(snapshot, b"")
        for copier in self.all:
            copier.look_again()
        yield first
        yield from snapshot

    def copy_after(self) -> None:
        for copier in self.all:
            copier.copy_after()

    @property
    def files(self) -> list[Part]:
        return [part for copier in self.all for part in copier.parts.values()]

    @property
    def vanished(self) -> int:
        return sum(copier.vanished for copier in self.all)


def content(file: File, first: bytes, others: Iterator[bytes]) -> Iterator[bytes]:
    with file:
        yield first
        yield from others


def write_files(
    archive: ArchiveReader, storages: Mapping[str, Storage]
) -> Iterator[str]:
    """Put the files of the archive in their places; the name of each that is written."""
    for part in archive.manifest.files:
        folder, name = split_name(part.name)
        storage = storages[folder]
        if storage.exists(name):
            storage.delete(name)
        saved = storage.save(name, ArchivedFile(archive, part))
        if saved != name:
            raise OSError(f"{name} was stored as {saved}")
        yield name


class ArchivedFile(File):
    """A part of an archive as storages take it: they ask for chunks, or read."""

    def __init__(self, archive: ArchiveReader, part: Part) -> None:
        super().__init__(archive.zip.open(part.name), part.name)
        self.size = part.size
