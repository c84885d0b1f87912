"""Commands that prove that nothing has drifted, and put right what has."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from store.shared.drift import Drift


class DriftCommand(BaseCommand):
    """Ends with 1 when something is wrong and was not repaired."""

    all_right: str

    def find_drift(self, *, repair: bool) -> Iterator[Drift]:
        raise NotImplementedError

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--repair", action="store_true", help="Put right what is wrong."
        )

    def handle(self, *args: Any, repair: bool, **options: Any) -> None:
        wrong = 0
        for drift in self.find_drift(repair=repair):
            wrong += 1
            ending = " (repaired)" if repair else ""
            self.stdout.write(
                f"{drift.row}: {drift.found}; should be {drift.expected}{ending}"
            )
        if wrong and not repair:
            raise CommandError(f"Wrong: {wrong}.")
        self.stdout.write(self.all_right)
