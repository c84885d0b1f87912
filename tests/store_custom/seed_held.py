"""What the buyers of the example shop hold."""

from __future__ import annotations

from store.library.drift import find_drift
from store.models import LibraryEntry


def assert_held() -> None:
    """Three books each, of the staff, and whatever their orders paid for."""
    given = LibraryEntry.objects.filter(granted_by__username="staff", is_granted=True)
    assert given.filter(product__collection__title="Books").count() == 120
    assert LibraryEntry.objects.bought().count() == 74
    assert not list(find_drift())
