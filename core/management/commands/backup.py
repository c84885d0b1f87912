"""Writes the database and the uploaded files into one archive."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import UTC
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from core.backup.create import make_backup
from core.backup.errors import BackupError
from core.backup.manifest import Manifest
from core.backup.media import file_storages
from core.backup.retention import name_of, remove_old
from core.management.stopping import stopped_by_signals


class Command(BaseCommand):
    help = (
        "Back the database and the uploaded files up while the store runs. "
        "Ends with 1 when there is no backup."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "target",
            nargs="?",
            type=Path,
            help="A folder, or a file that ends in .zip. BACKUP_DIR without it.",
        )
        parser.add_argument(
            "--keep",
            type=int,
            metavar="N",
            help="Afterwards leave the N newest backups in the folder.",
        )

    def handle(
        self,
        *args: Any,
        target: Path | None,
        keep: int | None,
        verbosity: int,
        **options: Any,
    ) -> None:
        target = target or Path(settings.BACKUP_DIR)
        is_file = target.suffix == ".zip"
        if keep is not None and (is_file or keep < 1):
            raise CommandError("--keep takes a number from 1, and a folder.")
        file = target if is_file else target / name_of(timezone.now().astimezone(UTC))
        try:
            with stopped_by_signals():
                manifest = make_backup(
                    target=file, connection=connection, storages=file_storages()
                )
        except (BackupError, OSError, DatabaseError) as error:
            raise CommandError(f"There is no backup. {error}") from error
        removed = remove_old(folder=target, keep=keep) if keep else []
        if verbosity:
            self.stdout.write(f"{file}: {summary(file, manifest)}")
            for path in removed:
                self.stdout.write(f"{path}: removed")


def summary(file: Path, manifest: Manifest) -> str:
    rows = sum(manifest.rows.values())
    text = (
        f"{filesizeformat(file.stat().st_size)}, {rows} rows in "
        f"{len(manifest.rows)} tables, {len(manifest.files)} files"
    )
    if manifest.vanished:
        text += f", {manifest.vanished} deleted meanwhile"
    return text
