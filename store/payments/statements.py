"""The statement of a payout: a page to be printed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from store.payments.balances import totals_of_payout
from store.payments.choices import EntryKind
from store.payments.ledger_models import LedgerEntry, Payout

MOST_ROWS = 2000
NOTHING = Decimal("0.00")
NEEDED = (
    *("id", "at", "kind", "amount", "note", "order_id", "item_id"),
    *("item__title", "item__quantity"),
)


def statement_page(request: HttpRequest, *, payout: Payout) -> HttpResponse:
    """Shop, period, sums by kind, the rows with a balance, and what is carried over.

    A payout of very many rows shows the first of them; the file has them all.
    """
    return render(request, "store/statement.html", statement_of(payout))


def statement_of(payout: Payout) -> dict[str, Any]:
    named = LedgerEntry.objects.filter(settled_in__payout=payout)
    rows = list(named.order_by("pk").values(*NEEDED)[:MOST_ROWS])
    sums = totals_of_payout(payout)
    return {
        "payout": payout,
        "vendor": payout.vendor,
        "site": str(settings.UNFOLD["SITE_HEADER"]).removesuffix(" Admin"),
        "owed": abs(payout.amount),
        "since": named.order_by("pk").values_list("at", flat=True).first(),
        "sums": [
            (EntryKind(kind).label, amount) for kind, amount in sums.items() if amount
        ],
        "rows": list(with_balance(rows)),
        "count": payout.lines.count(),
        "carried": carried_over(payout),
    }


def with_balance(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    balance = NOTHING
    for row in rows:
        balance += row["amount"]
        label = EntryKind(row["kind"]).label
        title = row["item__title"] or ""
        text = row["note"] or (
            f"{row['item__quantity']} × {title}" if row["item_id"] else ""
        )
        yield {**row, "label": label, "text": text, "balance": balance}


def carried_over(payout: Payout) -> Decimal:
    """What was in the ledger when it was settled and is left for the next payout."""
    written = LedgerEntry.objects.filter(
        vendor=payout.vendor_id, pk__lte=payout.entry.pk
    )
    return written.balance()
