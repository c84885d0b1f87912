"""The ledger and its payouts: what their lists cost."""

from __future__ import annotations

from typing import Any

from tests.builders import make_adjustment, make_payout, make_vendor


def add_settled_row(world: Any) -> None:
    world.payout.lines.create(entry=make_adjustment(world.shop))


PAYOUTS = "store/vendors/{vendor_pk}/payouts/"
LEDGER_LISTS: dict[str, tuple[Any, int]] = {
    "store/vendors/{vendor_pk}/ledger/": (lambda w: make_adjustment(w.shop), 4),
    "store/vendors/{vendor_pk}/ledger/summary/": (
        lambda w: make_payout(w.shop, "3.00", "4.00"),
        5,
    ),
    PAYOUTS: (lambda w: make_payout(w.shop), 4),
    PAYOUTS + "{payout_pk}/rows/": (add_settled_row, 5),
    PAYOUTS + "{pk}/": (add_settled_row, 6),
    PAYOUTS + "{pk}/statement/": (add_settled_row, 10),
    "store/ledger/summary/": (lambda w: make_payout(make_vendor()), 6),
}
