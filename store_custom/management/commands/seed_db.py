"""Fills the database with an example shop that can be browsed at once."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from store_custom.seeding.data.people import PASSWORD
from store_custom.seeding.rows import Count
from store_custom.seeding.run import seed

ACCOUNTS = [
    ("admin", "superuser"),
    ("staff", "staff, without rights of their own"),
    ("vera", "owner of Mango House"),
    ("mina", "manager of Mango House"),
    ("otto", "owner of The Corner Bookshop"),
    ("alice", "customer"),
    ("bob", "customer"),
]


class Command(BaseCommand):
    help = "Fill the database with an example shop. Safe to run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--products",
            type=int,
            default=0,
            metavar="N",
            help="Top the catalogue up to N products in total, for load tests.",
        )
        parser.add_argument(
            "--force",
            action="store_true",
            help="Run in production too, where it makes accounts with a known password.",
        )

    def handle(
        self, *args: Any, products: int, force: bool, verbosity: int, **options: Any
    ) -> None:
        if not settings.DEBUG and not force:
            raise CommandError(
                "This makes accounts with a known password, a superuser among them. "
                "Add --force to do so with DEBUG off."
            )
        quiet = verbosity == 0
        created = 0
        for counts in seed(products=products, quiet=quiet):
            created += sum(count.created for count in counts)
            if not quiet:
                self.stdout.write(self.style.SUCCESS(summary(counts)))
        if not quiet:
            self.say_goodbye(created)

    def say_goodbye(self, created: int) -> None:
        if not created:
            self.stdout.write("Everything was there already; nothing was created.")
        self.stdout.write(f"\nSign in with the password {PASSWORD} as")
        for username, role in ACCOUNTS:
            self.stdout.write(f"  {username:<7} {role}")
        self.stdout.write("An account that was there before keeps its password.")


def summary(counts: list[Count]) -> str:
    """Like `collections 14 (14 new), products 1111 (1111 new)`."""
    return ", ".join(
        f"{count.name} {count.planned} ({count.created} new)" for count in counts
    )
