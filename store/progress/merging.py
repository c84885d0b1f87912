"""Positions that come from several devices, in any order: the same is left in the end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from store.progress.choices import FINISHED, MOST_DEVICES, Outcome


@dataclass(frozen=True)
class Position:
    """Where somebody was in a book, on one device, at one moment of its clock."""

    progression: float
    locator: str
    page: int | None
    device_id: str
    device_name: str
    modified: datetime

    @property
    def rank(self) -> tuple[Any, ...]:
        """The greater one wins. No two that differ are equal."""
        page = -1 if self.page is None else self.page
        what = (self.progression, self.locator, page, self.device_name)
        return self.modified, self.device_id, *what


@dataclass
class Known:
    """What is known of one book: the newest position of each device."""

    devices: dict[str, Position] = field(default_factory=dict)
    finished_at: datetime | None = None

    @classmethod
    def of(
        cls, positions: Iterable[Position], finished_at: datetime | None = None
    ) -> Known:
        return cls({one.device_id: one for one in positions}, finished_at)

    @property
    def current(self) -> Position | None:
        return max(self.devices.values(), key=rank_of, default=None)

    def merge(self, sent: Position) -> Outcome:
        """Take it in. What is left depends on what was sent, and not on its order."""
        if self.devices.get(sent.device_id) == sent:
            return Outcome.SAME
        self.finish(sent)
        own = self.devices.get(sent.device_id)
        if own is None or own.rank < sent.rank:
            self.devices[sent.device_id] = sent
        if len(self.devices) > MOST_DEVICES:
            oldest = min(self.devices.values(), key=rank_of)
            del self.devices[oldest.device_id]
        return Outcome.STORED if self.current == sent else Outcome.KEPT

    def finish(self, sent: Position) -> None:
        """The first time counts."""
        if sent.progression < FINISHED:
            return
        if self.finished_at is None or sent.modified < self.finished_at:
            self.finished_at = sent.modified


def rank_of(position: Position) -> tuple[Any, ...]:
    return position.rank
