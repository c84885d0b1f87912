"""Where one is in books: what the lists cost."""

from __future__ import annotations

from typing import Any

from store.models import DevicePosition, LibraryEntry
from store.progress.services import count_sessions, move_to
from tests.builders import make_entry
from tests.positions import make_read, position, times


def add_read(world: Any) -> None:
    """On two devices."""
    entry = make_read(world.customer)
    move_to(entry=entry, sent=position(0.6, 1, "tablet"))


def add_device(world: Any) -> None:
    """To the entry that has the key which the request asks for."""
    entry = LibraryEntry.objects.filter(pk=world.customer.pk).first()
    entry = entry or make_entry(world.customer, pk=world.customer.pk)
    minutes = DevicePosition.objects.count()
    move_to(entry=entry, sent=position(0.6, minutes, f"device {minutes}"))


def add_session(world: Any) -> None:
    count_sessions(customer_id=world.customer.pk, sessions=[times()])


LIBRARY = "store/customers/me/library/"
PROGRESS_LISTS: dict[str, tuple[Any, int]] = {
    LIBRARY + "progress/": (add_read, 5),
    LIBRARY + "progress/?updated_since=1970-01-01T00:00:00Z": (add_read, 5),
    LIBRARY + "{pk}/progress/": (add_device, 4),
    LIBRARY + "?updated_since=1970-01-01T00:00:00Z": (add_read, 10),
    LIBRARY + "?status=reading": (add_read, 8),
    "store/customers/me/reading/": (add_session, 3),
}
