from typing import Any

from django.utils import timezone

from store.progress.merging import Position
from store.shared.errors import Conflict
from store.sync.errors import InFuture


class OlderPosition(Conflict):
    """`current` and `sent`: both positions, so that the reader can choose."""

    code = "older_position"
    message = "There is a later position; nothing was changed."

    def __init__(self, current: Position, sent: Position) -> None:
        super().__init__(
            current=shown(current), sent=shown(sent), server_time=timezone.localtime()
        )


class SessionInFuture(InFuture):
    code = "session_in_future"
    field = "session"


class SessionExists(Conflict):
    code = "session_exists"
    message = "There is a session of this id with other times."


def shown(position: Position) -> dict[str, Any]:
    return {
        "progression": position.progression,
        "locator": position.locator,
        "page": position.page,
        "device": {"id": position.device_id, "name": position.device_name},
        "modified": timezone.localtime(position.modified),
    }
