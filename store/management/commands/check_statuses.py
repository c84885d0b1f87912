"""Proves that no status of an order or of a vendor's part has drifted from its lines."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from store.orders.drift import find_faults


class Command(BaseCommand):
    help = (
        "Check the statuses of orders and of vendors' parts against their lines, and the "
        "lines against their history. Ends with 1 when something is left that is wrong."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--repair",
            action="store_true",
            help="Write the statuses that the lines make. A history is never written.",
        )

    def handle(self, *args: Any, repair: bool, **options: Any) -> None:
        wrong = 0
        for fault in find_faults(repair=repair):
            wrong += not fault.is_repaired
            ending = ", repaired" if fault.is_repaired else ""
            self.stdout.write(
                f"{fault.row}: {fault.found}, should be {fault.expected}{ending}"
            )
        if wrong:
            raise CommandError(f"Wrong: {wrong}.")
        self.stdout.write("Every status is what its lines make of it.")
