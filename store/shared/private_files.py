"""The storage of files that only the application hands out: "private" of STORAGES."""

from __future__ import annotations

from typing import Any

from django.core.files.storage import Storage, storages
from django.core.signals import setting_changed
from django.utils.functional import LazyObject, empty


class PrivateStorage(LazyObject):
    """Looked up when it is first used, as Django does with its default storage."""

    def _setup(self) -> None:
        self._wrapped = storages["private"]


private_storage: Any = PrivateStorage()


def get_private_storage() -> Storage:
    """For file columns: a migration names this function, and no folder."""
    return private_storage


def forget(*, setting: str, **kwargs: Any) -> None:
    """Tests keep files elsewhere."""
    if setting == "STORAGES":
        private_storage._wrapped = empty


setting_changed.connect(forget)
