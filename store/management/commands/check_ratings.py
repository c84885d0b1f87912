"""Proves that ratings of products and votes of reviews have not drifted."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from store.reviews.drift import find_drift


class Command(BaseCommand):
    help = (
        "Check what products are rated against their reviews, and how many found a review "
        "helpful against the votes. Ends with 1 when something is wrong and was not "
        "repaired."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--repair", action="store_true", help="Count what is wrong anew."
        )

    def handle(self, *args: Any, repair: bool, **options: Any) -> None:
        wrong = 0
        for drift in find_drift(repair=repair):
            wrong += 1
            ending = " (repaired)" if repair else ""
            self.stdout.write(
                f"{drift.row}: {drift.found}; should be {drift.expected}{ending}"
            )
        if wrong and not repair:
            raise CommandError(f"Wrong: {wrong}.")
        self.stdout.write("Every rating is what the reviews make of it.")
