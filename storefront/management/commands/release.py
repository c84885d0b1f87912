"""The release step of a deploy: waits for the database and migrates it, once."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from storefront.release import (
    AnotherRelease,
    DatabaseUnreachable,
    hold_release_lock,
    limit_lock_wait,
    wait_for_database,
)


class Command(BaseCommand):
    help = (
        "Migrate the database, and write what searches miss. "
        "Several at once wait for each other."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name, default, help_text in (
            ("--timeout", 60, "for the database to answer"),
            ("--lock-timeout", 600, "for another release to finish"),
            ("--table-timeout", 15, "for a change of a table to get its lock"),
        ):
            parser.add_argument(
                name,
                type=int,
                default=default,
                metavar="SECONDS",
                help=f"{help_text} (default: {default})",
            )

    def handle(
        self,
        *args: Any,
        timeout: int,
        lock_timeout: int,
        table_timeout: int,
        verbosity: int,
        **options: Any,
    ) -> None:
        try:
            wait_for_database(timeout=timeout)
            with hold_release_lock(timeout=lock_timeout):
                limit_lock_wait(table_timeout)
                call_command("migrate", interactive=False, verbosity=verbosity)
            call_command("rebuild_search", missing=True, verbosity=verbosity)
        except DatabaseUnreachable as error:
            raise CommandError(str(error)) from error
        except AnotherRelease as error:
            raise CommandError(
                f"Another release still runs after {lock_timeout} s."
            ) from error
