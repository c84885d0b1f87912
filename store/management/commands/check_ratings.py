"""Proves that ratings of products and votes of reviews have not drifted."""

from __future__ import annotations

from collections.abc import Iterator

from store.management.drift import DriftCommand
from store.reviews.drift import find_drift
from store.shared.drift import Drift


class Command(DriftCommand):
    help = (
        "Check what products are rated against their reviews, and how many found a review "
        "helpful against the votes. Ends with 1 when something is wrong and was not "
        "repaired."
    )
    all_right = "Every rating is what the reviews make of it."

    def find_drift(self, *, repair: bool) -> Iterator[Drift]:
        return find_drift(repair=repair)
