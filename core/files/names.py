"""Every upload gets a name that no other file ever had."""

from __future__ import annotations

from os import PathLike
from pathlib import PurePosixPath

from django.core.files.storage import FileSystemStorage, Storage
from django.utils.deconstruct import deconstructible


class UniqueNames(Storage):
    """Storages whose uploads are called `name_<7 random letters>.png`.

    A name that is free now may be taken by another upload a moment later, and one that
    was free again after a deletion would show the old picture out of every cache.
    A file stored under a name of the caller's choice (`save`) keeps it if it is free.
    """

    def generate_filename(self, filename: str | PathLike[str]) -> str:
        path = PurePosixPath(super().generate_filename(filename))
        unique = self.get_alternative_name(path.stem, path.suffix)
        return str(path.with_name(unique))


@deconstructible(path="core.files.names.DiskStorage")
class DiskStorage(UniqueNames, FileSystemStorage):
    """Files in MEDIA_ROOT."""


@deconstructible(path="core.files.names.PrivateDiskStorage")
class PrivateDiskStorage(DiskStorage):
    """Files in a folder that no web server shows."""

    def url(self, name: str | None) -> str:
        raise ValueError("This file is not accessible by an address.")
