"""What a rule raises when it refuses. `storefront.api.errors` turns these into HTTP.

Every error has a stable `code` that clients may branch on, and a `message` for people.
"""

from typing import Any, ClassVar


class StoreError(Exception):
    """Raised by a rule; never caught by views.

    `field` names the input at fault, if one is; `extra` is merged into the answer.
    """

    code: ClassVar[str] = "error"
    message: str = "The store refused this."
    field: ClassVar[str | None] = None

    def __init__(self, message: str | None = None, **extra: Any) -> None:
        self.message = message or self.message
        self.extra = extra
        super().__init__(self.message)


class Invalid(StoreError):
    """The input can't be right (400)."""


class Forbidden(StoreError):
    """The caller is known and lacks the right (403)."""


class Refused(StoreError):
    """The record as it stands does not allow this operation at all (405)."""


class Conflict(StoreError):
    """The input is right, the state of the store is against it (409)."""


class Outage(StoreError):
    """Something outside of the store does not answer now (503, with Retry-After)."""

    retry_after: ClassVar[int] = 5  # seconds


class TooOften(StoreError):
    """Asked for more often than is allowed (429). `retry_after`: seconds, in the header."""

    def __init__(self, *, retry_after: int, **extra: Any) -> None:
        self.retry_after = retry_after
        super().__init__(**extra)
