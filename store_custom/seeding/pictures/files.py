"""Writing seeded files through the default storage, under names of their own."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


def write_file(*, name: str, content: bytes) -> str:
    """Store under exactly this name, over what a run cut short may have left there."""
    if default_storage.exists(name):
        default_storage.delete(name)
    return default_storage.save(name, ContentFile(content))
