"""What may become of an answer on its way."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Fault:
    """Of one request. `works` says whether what was asked for is done all the same."""

    works: bool = False
    hang: float = 0  # seconds before anything else happens
    close: bool = False  # without an answer
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None  # instead of the answer's
    half: bool = False  # of the body, under the length of all of it
    drip: float = 0  # seconds between two bytes
