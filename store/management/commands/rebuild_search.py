"""Writes what searches read: documents of products, names, and blocks."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from store.catalog.models import Product
from store.discovery.rewriting import rebuild
from store.search.vocabulary import count_terms


class Command(BaseCommand):
    help = (
        "Write anew what searches read. Safe while the store is in use, and to stop and "
        "run again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--missing",
            action="store_true",
            help="Only what is not there, as after an upgrade or when it was stopped.",
        )

    def handle(self, *args: Any, missing: bool, verbosity: int, **options: Any) -> None:
        quiet = verbosity == 0
        with tqdm(
            total=Product.objects.count(),
            unit=" products",
            disable=True if quiet else None,
        ) as bar:
            written = rebuild(only_missing=missing, progress=bar.update)
        count_terms()
        if not quiet:
            self.stdout.write(f"Documents written: {written}.")
