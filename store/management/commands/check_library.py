"""Proves that customers hold the books that they paid for, and no others as bought."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from store.library.drift import find_drift


class Command(BaseCommand):
    help = (
        "Check what customers hold as bought against the lines of orders that are paid "
        "for. Ends with 1 when something is wrong and was not repaired."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--repair", action="store_true", help="Give and take what is wrong."
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
        self.stdout.write("Every book that is paid for is held by whoever paid.")
