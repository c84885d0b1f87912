"""For controls: changes without the lock of the customer, and with a clock of the machine."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest
from django.utils import timezone


def tick_unlocked(*, customer_id: int, count: int = 1) -> list[datetime]:
    return [timezone.now()] * count


def tick_each_unlocked(*, counts: Mapping[int, int]) -> dict[int, datetime]:
    return dict.fromkeys(counts, timezone.now())


def without_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Orders and held books lock the customer for its moments: here nobody does."""
    names: dict[str, Any] = {
        "store.orders.checkout.tick": tick_unlocked,
        "store.orders.changes.tick": tick_unlocked,
        "store.library.entries.tick_each": tick_each_unlocked,
    }
    for name, unlocked in names.items():
        monkeypatch.setattr(name, unlocked)
