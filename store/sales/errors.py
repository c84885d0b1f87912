"""What a report refuses."""

from store.shared.errors import Invalid


class FromAfterTo(Invalid):
    code = "from_after_to"
    message = "A report begins before it ends."
    field = "from"


class WindowTooLong(Invalid):
    code = "window_too_long"
    field = "from"
