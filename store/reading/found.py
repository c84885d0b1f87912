"""What is found in a file, and what it is refused for. Nothing here needs Django's settings."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

LONGEST_TEXT = 255
LONGEST_LANGUAGE = 35  # what RFC 5646 asks for at least
MOST_AUTHORS = 20
MOST_PAGES = 1_000_000


class Refusal(Exception):
    """The file is no good; `reason` is a key of REASONS."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True)
class Found:
    """What a file says of itself. Nobody has checked that it is true."""

    pages: int
    title: str = ""
    authors: list[str] = field(default_factory=list)
    language: str = ""

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_told(cls, told: dict[str, Any]) -> Found:
        """Of its JSON, which is not trusted. Raises ValueError, TypeError or KeyError."""
        return cls(
            pages=min(max(int(told["pages"]), 1), MOST_PAGES),
            title=tidy(told["title"]),
            authors=[tidy(name) for name in told["authors"]][:MOST_AUTHORS],
            language=tidy(told["language"], LONGEST_LANGUAGE),
        )


def tidy(text: Any, most: int = LONGEST_TEXT) -> str:
    """On one line, without what no database or page can show."""
    words = str(text or "").encode(errors="ignore").decode().split()
    line = " ".join(words)
    return "".join(sign for sign in line if sign.isprintable())[:most]
