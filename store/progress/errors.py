from typing import Any

from django.utils import timezone

from store.progress.choices import MOST_AHEAD
from store.progress.merging import Position
from store.shared.errors import Conflict, Invalid

MINUTES = MOST_AHEAD.seconds // 60


class OlderPosition(Conflict):
    """`current` and `sent`: both positions, so that the reader can choose."""

    code = "older_position"
    message = "There is a later position; nothing was changed."

    def __init__(self, current: Position, sent: Position) -> None:
        super().__init__(
            current=shown(current), sent=shown(sent), server_time=timezone.localtime()
        )


class ModifiedInFuture(Invalid):
    code = "modified_in_future"
    field = "modified"
    message = f"This is more than {MINUTES} minutes ahead of the store's clock."

    def __init__(self) -> None:
        super().__init__(server_time=timezone.localtime())


class SessionInFuture(Invalid):
    code = "session_in_future"
    field = "session"
    message = f"It ends more than {MINUTES} minutes ahead of the store's clock."

    def __init__(self) -> None:
        super().__init__(server_time=timezone.localtime())


class SessionExists(Conflict):
    code = "session_exists"
    message = "There is a session of this id with other times."


class NotHeld(Invalid):
    code = "not_held"
    field = "entry"
    message = "You hold no such entry."


def shown(position: Position) -> dict[str, Any]:
    return {
        "progression": position.progression,
        "locator": position.locator,
        "page": position.page,
        "device": {"id": position.device_id, "name": position.device_name},
        "modified": timezone.localtime(position.modified),
    }
