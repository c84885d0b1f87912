"""Whether the money of the example shop is what the rules would have made of it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from store.models import LedgerEntry, Order, Payment, PaymentChange, Refund
from store.payments.books import follow_order

ROWS = (Order, Payment, PaymentChange, Refund, LedgerEntry)


def rows() -> list[Any]:
    return [list(model.objects.order_by("pk").values()) for model in ROWS]


def changed_by_the_rules() -> bool:
    """Whether anything is left to follow from what the orders are."""
    before = rows()
    for pk in Order.objects.values_list("pk", flat=True):
        follow_order(order_id=pk)
    return rows() != before


def in_hand() -> Decimal:
    """What came to the store and is not owed back, counted without the ledger."""
    came = Payment.objects.received().exclude(status="collected", held_by="vendor")
    back = Refund.objects.exclude(paid_by="vendor")
    return sum((payment.amount for payment in came), Decimal(0)) - sum(
        (refund.amount for refund in back), Decimal(0)
    )


def ways() -> set[tuple[str, str]]:
    return set(Payment.objects.values_list("method", "status").distinct())
