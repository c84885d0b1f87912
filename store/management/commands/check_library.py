"""Proves that customers hold the books that they paid for, and no others as bought."""

from __future__ import annotations

from collections.abc import Iterator

from store.library.drift import find_drift
from store.management.drift import DriftCommand
from store.shared.drift import Drift


class Command(DriftCommand):
    help = (
        "Check what customers hold as bought against the lines of orders that are paid "
        "for. Ends with 1 when something is wrong and was not repaired."
    )
    all_right = "Every book that is paid for is held by whoever paid."

    def find_drift(self, *, repair: bool) -> Iterator[Drift]:
        return find_drift(repair=repair)
