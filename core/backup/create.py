"""Making a backup: the files, a snapshot of the database, the files that came meanwhile."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from django.core.files.storage import Storage
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from core.backup.archive import ArchiveWriter
from core.backup.engines import applied_migrations, engine_of
from core.backup.errors import BackupError
from core.backup.manifest import Manifest
from core.backup.media import Copiers
from core.backup.retention import PARTIAL


def make_backup(
    *, target: Path, connection: BaseDatabaseWrapper, storages: Mapping[str, Storage]
) -> Manifest:
    """Write the archive `target`, whole or not at all. Raises BackupError.

    `storages`: by the folder of the archive (`FOLDERS`) that their files go to.
    """
    engine = engine_of(connection)
    engine.check_tools()
    if target.exists():
        raise BackupError(f"{target} is there already.")
    with (
        appearing_when_complete(target) as (stream, folder),
        ArchiveWriter(stream) as archive,
    ):
        copier = Copiers(storages, archive, folder)
        created = timezone.now()
        copier.copy_before()
        migrations = applied_migrations(connection)
        chunks = copier.look_while(engine.dump(folder))
        database = archive.add(engine.part, chunks, compress=True)
        copier.copy_after()
        manifest = Manifest(
            created=created.isoformat(timespec="seconds"),
            engine=connection.vendor,
            server=".".join(map(str, connection.get_database_version())),
            migrations=migrations,
            rows=engine.rows,
            database=database,
            files=copier.files,
            vanished=copier.vanished,
        )
        archive.add_manifest(manifest)
    return manifest


@contextmanager
def appearing_when_complete(target: Path) -> Iterator[tuple[IO[bytes], Path]]:
    """A file that only its owner reads, and a folder for what it is made of.

    Both are in a hidden folder beside the target until the file is on the disk.
    """
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=PARTIAL, dir=target.parent) as name:
        folder = Path(name)
        partial = folder / target.name
        number = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(number, "wb") as stream:
            yield stream, folder
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(target)
