"""Puts a backup in the place of the database and the uploaded files."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from core.backup.engines import applied_migrations, known_migrations
from core.backup.errors import BackupError, HalfDone
from core.backup.media import file_storages
from core.backup.restore import check_archive, occupied_by, restore_backup
from core.management.commands.backup import summary
from core.management.stopping import stopped_by_signals

HALF_DONE = 3


class Command(BaseCommand):
    help = (
        "Restore a backup. Ends with 1 when nothing was touched, "
        "with 3 when it stopped half-way."
    )
    requires_system_checks = []  # the database may be empty

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--force", action="store_true", help="Replace what is there already."
        )
        parser.add_argument(
            "--no-input", action="store_true", help="Ask nothing, even at a terminal."
        )
        parser.add_argument(
            "--check",
            action="store_true",
            help="Only see whether it could be restored.",
        )

    def handle(
        self,
        *args: Any,
        file: Path,
        force: bool,
        no_input: bool,
        check: bool,
        **options: Any,
    ) -> None:
        try:
            manifest = check_archive(path=file, connection=connection)
            self.say(f"{file} of {manifest.created}: {summary(file, manifest)}")
            if check:
                return
            self.ask(force=force, no_input=no_input)
            with stopped_by_signals():
                restore_backup(
                    path=file, connection=connection, storages=file_storages()
                )
        except (BackupError, OSError, DatabaseError) as error:
            raise CommandError(f"Nothing was touched. {error}") from error
        except HalfDone as error:
            raise CommandError(str(error), returncode=HALF_DONE) from error
        self.say(
            "Restored. Start the store again: what runs may remember the old rows."
        )
        missing = known_migrations() - set(applied_migrations(connection))
        if missing:
            self.say("The backup is older than this code: python manage.py migrate")

    def ask(self, *, force: bool, no_input: bool) -> None:
        """Raises BackupError unless there is nothing to lose, or it may be lost."""
        there = occupied_by(connection=connection, storages=file_storages())
        if not there:
            return
        if not force:
            raise BackupError(f"There are {there} here. Add --force to replace them.")
        if no_input or not sys.stdin.isatty():
            return
        name = connection.settings_dict["NAME"]
        answer = input(f"Replace {there} of {name}? Type yes: ")
        if answer.strip().lower() != "yes":
            raise BackupError("You did not say yes.")

    def say(self, text: str) -> None:
        self.stdout.write(text)
