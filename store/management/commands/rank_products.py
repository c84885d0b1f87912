"""Works out anew what every product is ranked by."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from store.rankings.services import rank_all


class Command(BaseCommand):
    help = "Rank every product anew: best sellers, top rated and trending."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Ranked {rank_all()} products.")
