"""What a vendor's ledger may be filtered by."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters

from store.payments.choices import EntryKind
from store.payments.ledger_models import LedgerEntry
from store.shared.days import end_of, start_of
from store.shared.filters import KeyFilter


class LedgerFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(
        choices=EntryKind.choices, help_text="Only rows of this kind."
    )
    to = django_filters.DateFilter(
        method="until",
        help_text="Up to this day, which counts, in the store's time zone.",
    )
    settled = django_filters.BooleanFilter(
        method="is_settled", help_text="Whether a payout names the row, or it is one."
    )
    payout = KeyFilter(
        field_name="settled_in__payout", help_text="The rows that this payout names."
    )

    class Meta:
        model = LedgerEntry
        fields: list[str] = []

    def since(self, rows: Any, name: str, day: date) -> Any:
        return rows.filter(at__gte=start_of(day))

    def until(self, rows: Any, name: str, day: date) -> Any:
        return rows.filter(at__lt=end_of(day))

    def is_settled(self, rows: Any, name: str, wanted: bool) -> Any:
        return rows.settled() if wanted else rows.unsettled()


# `from` is a word of the language, which no class can have as a name.
LedgerFilter.base_filters["from"] = django_filters.DateFilter(
    method="since", help_text="From this day on, in the store's time zone."
)
