"""Rows are spoilt and rules are broken, one at a time: the check of the ledger notices."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from store.models import (
    LedgerEntry,
    Order,
    OrderItem,
    Payment,
    Payout,
    PayoutLine,
    Refund,
    RefundLine,
    UnappliedPayment,
)
from store.orders.moves import cancel_lines
from store.payments import books, ledger, receiving
from store.payments.ledger_drift import find_wrong_money
from tests.builders import (
    make_product,
    make_vendor,
)
from tests.store.payments.ledger_world import paid_order, raw, remove

pytestmark = pytest.mark.django_db


def copy(row: Any, **changes: Any) -> None:
    row.pk = None
    row._state.adding = True
    for name, value in changes.items():
        setattr(row, name, value)
    row.save()


SPOILT: dict[str, Callable[[], Any]] = {
    "a leg of the commission is lost": lambda: remove(kind="commission", vendor=None),
    "a commission is a cent too much": lambda: raw(
        kind="commission", vendor__isnull=False, settled_in=None
    ).update(amount=Decimal("-1.01")),
    "a commission is at another rate": lambda: raw(kind="commission").update(
        rate=Decimal("0.5")
    ),
    "tax is missing": lambda: raw(kind="sale").update(tax=0),
    "a sale is another vendor's": lambda: raw(kind="sale", vendor=None).update(
        vendor=raw(kind="sale", vendor__isnull=False)[0].vendor_id
    ),
    "a sale is there twice": lambda: copy(raw(kind="sale")[0], key="again"),
    "a refund is there twice": lambda: copy(raw(kind="refund")[0], key="again"),
    "a refund's commission is lost": lambda: remove(
        kind="commission_refund", vendor=None
    ),
    "a refund promises more": lambda: Refund.objects.update(amount=99),
    "a refunded line is worth more": lambda: RefundLine.objects.update(amount=99),
    "a refund names no line": lambda: RefundLine.objects.all().delete(),
    "a refund paid by a vendor is not made good": lambda: Refund.objects.update(
        status="paid", paid_by="vendor"
    ),
    "a live line is refunded": lambda: OrderItem.objects.filter(
        status="cancelled"
    ).update(status="delivered"),
    "a returned line is not refunded": lambda: OrderItem.objects.filter(
        status="delivered"
    ).update(status="returned"),
    "a line costs more than was sold": lambda: OrderItem.objects.update(total=99),
    "money came that nobody sold for": lambda: Payment.objects.filter(
        status="paid"
    ).update(amount=99),
    "money is set aside twice": lambda: UnappliedPayment.objects.create(
        key="x",
        payment=Payment.objects.filter(status="paid")[0],
        method="manual",
        amount=1,
        currency="DZD",
        reason="too_much",
    ),
    "cash that is held was not collected": lambda: remove(kind="cash_collected"),
    "cash handed over is still held": lambda: remove(kind="cash_remitted"),
    "cash is held by the store": lambda: Payment.objects.filter(
        held_by="vendor"
    ).update(held_by="store"),
    "an order forgot that it is paid": lambda: Order.objects.update(payment_status="P"),
    "a payout is more than its rows": lambda: Payout.objects.update(amount=99),
    "a payout forgot a row": lambda: PayoutLine.objects.earliest("pk").delete(),
    "a payout has another's row": lambda: PayoutLine.objects.create(
        payout=Payout.objects.get(), entry=raw(kind="sale", vendor=None)[0]
    ),
    "a payout has no row of its own": lambda: remove(kind="payout"),
    "an adjustment has one side": lambda: remove(kind="adjustment", vendor=None),
    "a row comes from nowhere": lambda: LedgerEntry.objects.create(
        kind="sale", amount=1, key="nowhere"
    ),
    "rounding at a vendor's cost": lambda: LedgerEntry.objects.create(
        kind="rounding",
        amount=0,
        key="round",
        order=Order.objects.earliest("pk"),
        vendor=raw(kind="sale", vendor__isnull=False)[0].vendor,
    ),
}


@pytest.mark.parametrize("name", SPOILT)
def test_what_is_spoilt_is_told(past: Order, name: str) -> None:
    assert list(find_wrong_money()) == []
    SPOILT[name]()

    assert list(find_wrong_money())


# --- A rule is broken: the check notices ------------------------------------------


def only_first_leg(*args: Any, **kwargs: Any) -> list[LedgerEntry]:
    return ledger_between(*args, **kwargs)[:1]


def at_half_the_rate(line: OrderItem) -> Decimal:
    return ledger_commission(line) / 2


def twice(*, sold: Any, refund: Refund) -> list[LedgerEntry]:
    entries = ledger_refunds(sold=list(sold), refund=refund)
    again = ledger_refunds(sold=list(sold), refund=refund)
    for entry in again:
        entry.key += ":again"
    return [*entries, *again]


def rounded_by_unit(line: OrderItem) -> Decimal:
    """Each piece by itself, and then the sum."""
    one = line.net / line.quantity * ledger.commission_rate(line)
    return one.quantize(Decimal("0.01")) * line.quantity


ledger_between, ledger_commission = ledger.between, ledger.commission_of
ledger_refunds = ledger.refund_entries
BROKEN: dict[str, tuple[Any, str, Any]] = {
    "a leg is skipped": (ledger, "between", only_first_leg),
    "half the commission": (ledger, "commission_of", at_half_the_rate),
    "rounded for each piece": (ledger, "commission_of", rounded_by_unit),
    "refunded twice": (books, "refund_entries", twice),
    "never refunded": (books, "refund_refused", lambda books: None),
    "sold without the store's part": (
        receiving,
        "sale_entries",
        lambda *, line, payment: ledger.sale_entries(line=line, payment=payment)[:2],
    ),
    "too much is not set aside": (receiving, "set_aside", lambda **kwargs: None),
    "the payment status is not written": (
        books,
        "write_payment_status",
        lambda books: None,
    ),
}


@pytest.mark.parametrize("name", [None, *BROKEN])
def test_a_broken_rule_is_noticed(
    name: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name is not None:
        monkeypatch.setattr(*BROKEN[name])
    shop = make_vendor(commission_rate=Decimal("0.155"))
    sold, back = (make_product(vendor=shop, unit_price="3.33") for _ in range(2))
    order = paid_order((sold, 3), (back, 5), amount="99.99")
    line = order.items.get(product=back)
    cancel_lines(order=order, item_ids={line.pk}, until="packed", by=None)

    assert bool(list(find_wrong_money())) is (name is not None)
