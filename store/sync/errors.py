from django.utils import timezone

from store.shared.errors import Invalid
from store.sync.choices import MOST_AHEAD

MINUTES = MOST_AHEAD.seconds // 60


class InFuture(Invalid):
    """`server_time`: what the clock of the store says."""

    field = "modified"
    message = f"This is more than {MINUTES} minutes ahead of the store's clock."

    def __init__(self) -> None:
        super().__init__(server_time=timezone.localtime())


class ModifiedInFuture(InFuture):
    code = "modified_in_future"
