"""Proves that no figure of a vendor has drifted from the lines of its orders."""

from __future__ import annotations

from collections.abc import Iterator

from store.management.drift import DriftCommand
from store.sales.drift import find_drift
from store.shared.drift import Drift


class Command(DriftCommand):
    help = (
        "Check what is counted for vendors against the lines of all orders. Ends with 1 "
        "when something is wrong and was not repaired."
    )
    all_right = "Every figure is what the orders make of it."

    def find_drift(self, *, repair: bool) -> Iterator[Drift]:
        return find_drift(repair=repair)
