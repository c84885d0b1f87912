"""Rows of the ledger as files, read so many at a time while they are written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import StreamingHttpResponse
from django.utils.timezone import localtime

from store.shared.csv_renderer import stream_csv
from store.vendors.models import Vendor

COLUMNS = (
    *("id", "at", "kind", "amount", "tax", "rate"),
    *("order_id", "item_id", "payout_id", "note"),
)
VALUES = tuple("settled_by" if name == "payout_id" else name for name in COLUMNS)
AT_A_TIME = 1000


def ledger_file(rows: Any, *, vendor: Vendor, name: str) -> StreamingHttpResponse:
    """An attachment with these rows, newest first; times are the store's."""
    name = f"{vendor.slug}-{name}"
    return stream_csv(name=name, header=COLUMNS, rows=cells_of(rows))


def cells_of(rows: Any) -> Iterator[list[Any]]:
    """So many at a time, each by a query of its own: a slow reader holds no connection."""
    values = rows.with_payouts().order_by("-pk").values_list(*VALUES)
    last = None
    while True:
        left = values if last is None else values.filter(pk__lt=last)
        batch = list(left[:AT_A_TIME])
        for pk, at, *cells in batch:
            moment = localtime(at).isoformat(timespec="seconds")
            yield [pk, moment, *cells]
        if len(batch) < AT_A_TIME:
            return
        last = batch[-1][0]
