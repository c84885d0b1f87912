"""What a call to Chargily ends with when it brings nothing.

No text here holds the secret key. After any of these but a refusal a POST may have been done.
"""

from __future__ import annotations


class ChargilyError(Exception):
    """Chargily gave nothing that can be used."""


class ChargilyOff(ChargilyError):
    """The settings hold no key, or one that no key of Chargily looks like."""


class ChargilyUnreachable(ChargilyError):
    """No answer in time, no connection, a 429 or a 5xx: may be tried again.

    `retry_after` is how many seconds Chargily asked for, at most an hour, or None.
    """

    def __init__(
        self, message: str, *, retry_after: float | None = None, timed_out: bool = False
    ) -> None:
        self.retry_after = retry_after
        self.timed_out = timed_out
        super().__init__(message)


class ChargilyRefused(ChargilyError):
    """A 4xx, with its `status` and what Chargily said: the same again is refused again."""

    def __init__(self, message: str, *, status: int) -> None:
        self.status = status
        super().__init__(message)


class ChargilyUnusable(ChargilyError):
    """An answer or an event that is no JSON, is too large, or lacks what is needed of it."""
