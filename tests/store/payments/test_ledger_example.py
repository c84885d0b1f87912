"""The example of docs/ledger.md, with its figures."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from store.models import LedgerEntry, Payment
from store.orders.checkout import place_order
from store.orders.moves import move_items
from store.payments import cash
from store.payments.books import follow_order
from store.payments.ledger_drift import find_wrong_money
from store.payments.payouts import settle_vendor
from store.payments.services import record_transfer
from store.pricing.amounts import price_line
from tests.builders import make_cart, make_customer, make_product, make_vendor

pytestmark = pytest.mark.django_db


def order_of(*products: Any, method: str) -> Any:
    cart = make_cart(*((product, 1) for product in products))
    return place_order(cart_id=cart.pk, customer=make_customer(), payment_method=method)


def balances(*accounts: Any) -> list[str]:
    found = [LedgerEntry.objects.filter(vendor=one).balance() for one in accounts]
    assert list(find_wrong_money()) == []
    return [str(balance) for balance in (*found, sum(found))]


def redeem(line: Any, discount: str) -> None:
    """A coupon that the store bears."""
    line.copy_amounts(
        price_line(
            unit_price=line.unit_price,
            quantity=1,
            tax_rate=line.tax_rate,
            coupon_discount=Decimal(discount),
        )
    )
    line.store_discount = Decimal(discount)
    line.save()
    follow_order(order_id=line.order_id)


def test_the_example(settings: Any) -> None:
    settings.STORE_TAX_RATE = Decimal("0.19")
    a, c = make_vendor(), make_vendor()
    b = make_vendor(commission_rate=Decimal("0.12"))
    accounts = (a, b, c, None)
    first, second, third = (
        make_product(vendor=vendor, unit_price=Decimal(price))
        for vendor, price in ((a, "100.00"), (b, "33.33"), (c, "50.00"))
    )

    order = order_of(first, second, third, method="manual")
    redeem(order.items.get(product=first), "10.00")
    transfer = order.payments.get()
    assert transfer.amount == Decimal("206.26")
    record_transfer(payment=transfer, amount=None, reference="CCP", by=None)
    assert balances(*accounts) == ["107.10", "35.66", "54.50", "9.00", "206.26"]

    dates = make_product(vendor=b, unit_price=Decimal("20.00"))
    brought = order_of(dates, method="cash_on_delivery")
    for status in ("packed", "shipped"):
        move_items(items=brought.items.all(), to=status, by=None)
    cash.collect(payment=brought.payments.get(), held_by="vendor", by=None)
    assert balances(*accounts) == ["107.10", "33.26", "54.50", "11.40", "206.26"]

    for status in ("packed", "shipped", "delivered", "returned"):
        move_items(items=order.items.filter(product=third), to=status, by=None)
    assert balances(*accounts) == ["107.10", "33.26", "0.00", "6.40", "146.76"]

    paid = [settle_vendor(vendor=vendor, by=None).amount for vendor in (a, b)]
    assert paid == [Decimal("107.10"), Decimal("33.26")]
    assert balances(*accounts) == ["0.00", "0.00", "0.00", "6.40", "6.40"]

    cash.remit(payment=Payment.objects.get(status="collected"), by=None)
    assert balances(*accounts) == ["0.00", "23.80", "0.00", "6.40", "30.20"]
    assert settle_vendor(vendor=b, by=None).amount == Decimal("23.80")
