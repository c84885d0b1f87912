"""Shops with something in their ledger, and orders that are to be paid online."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from store.models import Order, Payment
from store.orders.moves import cancel_lines
from store.payments import cash
from store.payments.payouts import adjust_balance, settle_vendor
from tests.builders import make_product, make_vendor
from tests.store.payments.ledger_world import bring_cash, paid_order
from tests.store.payments.pages import begin, make_order


@pytest.fixture
def order() -> Order:
    """To be paid by Chargily."""
    return make_order()


@pytest.fixture
def payment(order: Order, chargily: Any) -> Payment:
    """Its page is open."""
    return begin(order)


@pytest.fixture
def sold(veras_shop: Any) -> Any:
    """An order of vera's for 33.00, of which the store takes 6.00."""
    veras_shop.commission_rate = Decimal("0.2")
    veras_shop.save()
    mango = make_product("=Mango", vendor=veras_shop, unit_price="10.00")
    return paid_order((mango, 3), (make_product(), 1))


@pytest.fixture
def ledger(veras_shop: Any) -> str:
    return f"/store/vendors/{veras_shop.pk}/ledger/"


@pytest.fixture
def payouts(veras_shop: Any) -> str:
    return f"/store/vendors/{veras_shop.pk}/payouts/"


@pytest.fixture
def past() -> Order:
    """A paid order of two vendors and the store, of which a line was given back; cash that
    a vendor holds and cash that it handed over; an adjustment; a payout.
    """
    shop, other = make_vendor(commission_rate=Decimal("0.155")), make_vendor()
    kept, back = (make_product(vendor=shop, unit_price="3.33") for _ in range(2))
    order = paid_order(
        (kept, 3), (back, 1), (make_product(vendor=other), 1), (make_product(), 1)
    )
    line = order.items.get(product=back)
    cancel_lines(order=order, item_ids={line.pk}, until="packed", by=None)
    for _ in range(2):
        bring_cash(other)
    cash.remit(payment=Payment.objects.filter(status="collected").latest("pk"), by=None)
    adjust_balance(vendor=shop, amount=Decimal("-2"), note="Photographs", by=None)
    settle_vendor(vendor=shop, by=None)
    return order
