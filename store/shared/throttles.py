"""How often somebody may write.

The store does not count requests. Whoever does says so by `count_writing_with`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

Counters = Callable[[str], Sequence[BaseThrottle]]
_counters: list[Counters] = []


def count_writing_with(counters: Counters) -> None:
    """`counters` takes the name of a limit; it returns DRF throttles, none when it has none."""
    _counters[:] = [counters]


class LimitsWriting(APIView):
    """A viewset with a limit by action: `{"create": "comment"}`."""

    limited: ClassVar[Mapping[str, str]] = {}

    def get_throttles(self) -> list[Any]:
        name = self.limited.get(getattr(self, "action", None) or "")
        return [*_counters[0](name)] if name and _counters else []
