"""Proves that the ledger is what orders, payments, refunds and payouts make of it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from store.payments.ledger_drift import Seen, find_wrong_money


class Command(BaseCommand):
    help = (
        "Check every row of the ledger against the orders, payments, refunds and payouts "
        "it comes from. Ends with 1 when something is wrong. Nothing is repaired: money "
        "is put right by hand, with another row."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        seen, wrong = Seen(), 0
        for finding in find_wrong_money(seen):
            wrong += 1
            self.stdout.write(f"{finding.row}: {finding.problem}")
        if seen.older:
            self.stdout.write(
                f"Paid before there was a ledger, and not looked into: {seen.older}."
            )
        if wrong:
            raise CommandError(f"Wrong: {wrong}.")
        self.stdout.write("Every row of the ledger is what it comes from.")
