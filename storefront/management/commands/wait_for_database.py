"""Returns when the database answers."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from storefront.release import DatabaseUnreachable, wait_for_database


class Command(BaseCommand):
    help = "Wait until the database answers; fail when it does not in time."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--timeout", type=float, default=60, metavar="SECONDS", help="default: 60"
        )

    def handle(
        self, *args: Any, timeout: float, verbosity: int, **options: Any
    ) -> None:
        try:
            waited = wait_for_database(timeout=timeout)
        except DatabaseUnreachable as error:
            raise CommandError(str(error)) from error
        if verbosity:
            self.stdout.write(f"The database answered after {waited:.1f} s.")
