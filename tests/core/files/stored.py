"""What is in the default storage."""

from __future__ import annotations

from django.core.files.storage import default_storage


def is_stored(name: str) -> bool:
    return default_storage.exists(name)


def pictures() -> set[str]:
    """Every stored picture of a product."""
    if not default_storage.exists("store/images"):
        return set()
    return {
        f"store/images/{name}" for name in default_storage.listdir("store/images")[1]
    }
