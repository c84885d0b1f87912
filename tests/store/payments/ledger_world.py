"""What tests of the ledger share."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from store.models import LedgerEntry, Order
from store.orders.checkout import place_order
from store.orders.moves import move_items
from store.payments import cash
from store.payments.services import record_transfer
from tests.builders import make_cart, make_customer, make_product


def paid_order(*lines: tuple[Any, int], amount: str | None = None) -> Order:
    """By a transfer; of what was asked for, or of another amount."""
    order = place_order(
        cart_id=make_cart(*lines).pk, customer=make_customer(), payment_method="manual"
    )
    record_transfer(
        payment=order.payments.get(),
        amount=None if amount is None else Decimal(amount),
        reference="",
        by=None,
    )
    return order


def bring_cash(shop: Any) -> None:
    """An order of 11.00, delivered; the vendor has the money."""
    order = place_order(
        cart_id=make_cart((make_product(vendor=shop), 1)).pk,
        customer=make_customer(),
        payment_method="cash_on_delivery",
    )
    for status in ("packed", "shipped"):
        move_items(items=order.items.all(), to=status, by=None)
    cash.collect(payment=order.payments.get(), held_by="vendor", by=None)


def raw(**filters: Any) -> QuerySet[Any]:
    """Rows of the ledger that can be spoilt: its own queryset refuses."""
    return QuerySet(LedgerEntry).filter(**filters)


def remove(**filters: Any) -> None:
    rows = raw(**filters)
    rows._raw_delete(rows.db)  # type: ignore[attr-defined]


def move_back(entry: LedgerEntry, at: Any) -> None:
    """As if it had been written at another time."""
    raw(pk=entry.pk).update(at=at)


def read_csv(response: Any) -> list[dict[str, str]]:
    text = response.getvalue().decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))
