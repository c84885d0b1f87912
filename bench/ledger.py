"""How long the ledger takes to be settled and proved after many orders.

    python bench/ledger.py [--orders 100000]
    DATABASE_URL=mysql://root@127.0.0.1:3306/bench python bench/ledger.py

Without DATABASE_URL in a SQLite file of its own. Migrates an empty database, writes paid
orders of two lines by the rules of the ledger, a quarter of them of one vendor, and prints
seconds, queries and the most memory that a step took beyond the one before, in MB.
"""

from __future__ import annotations

import argparse
import json
import resource
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from dashboards import prepare
from long_past import BATCH, dice, make_catalogue, make_customers

RATE = Decimal("0.1")


def make_paid_orders(count: int, customers: list[Any], products: list[Any]) -> None:
    """In batches, so that memory says something about the steps afterwards."""
    from store.models import Product

    goods = list(Product.objects.order_by("pk"))
    big = [one for one in goods if one.vendor_id == goods[0].vendor_id]
    for start in range(0, count, BATCH):
        write_orders(min(BATCH, count - start), customers, goods, big)


def write_orders(
    count: int, customers: list[Any], goods: list[Any], big: list[Any]
) -> None:
    from store.models import LedgerEntry, Order, OrderItem, Payment, VendorOrder
    from store.payments.ledger import sale_entries

    orders = Order.objects.bulk_create(
        Order(customer=dice.choice(customers), payment_status="C") for _ in range(count)
    )
    parts, lines, payments = [], [], []
    for number, order in enumerate(orders):
        chosen = dice.sample(big if number % 4 == 0 else goods, 2)
        own = {
            pk: VendorOrder(order=order, vendor_id=pk)
            for pk in sorted({one.vendor_id for one in chosen})
        }
        parts += own.values()
        mine = [line_of(order, one, own[one.vendor_id]) for one in chosen]
        lines += mine
        payments.append(payment_of(order, mine))
    VendorOrder.objects.bulk_create(parts)
    for line in lines:
        line.vendor_order_id = line.vendor_order.pk
    OrderItem.objects.bulk_create(lines)
    paid = {one.order_id: one for one in Payment.objects.bulk_create(payments)}
    LedgerEntry.objects.bulk_create(
        entry
        for line in lines
        for entry in sale_entries(line=line, payment=paid[line.order_id])
    )


def line_of(order: Any, product: Any, part: Any) -> Any:
    from store.models import OrderItem
    from store.pricing.amounts import price_line

    quantity = dice.randint(1, 4)
    line = OrderItem(
        order=order,
        vendor_order=part,
        vendor_id=product.vendor_id,
        product=product,
        title=product.title,
        unit_price=product.unit_price,
        quantity=quantity,
        tax_rate=RATE,
        commission_rate=RATE,
    )
    line.copy_amounts(
        price_line(unit_price=product.unit_price, quantity=quantity, tax_rate=RATE)
    )
    return line


def payment_of(order: Any, lines: list[Any]) -> Any:
    from store.models import Payment

    total = sum(line.total for line in lines)
    return Payment(
        order=order, method="manual", status="paid", amount=total, currency="DZD"
    )


def measure(name: str, step: Callable[[], Any]) -> Any:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with CaptureQueriesContext(connection) as captured:
        start = perf_counter()
        answer = step()
        seconds = perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    figures = {
        "seconds": round(seconds, 2),
        "queries": len(captured),
        "mb": round((after - before) / 1024, 1),
    }
    print(json.dumps({"step": name, "engine": connection.vendor, **figures}))
    return answer


def steps() -> Iterator[tuple[str, Callable[[], Any]]]:
    from store.models import Payout, Vendor
    from store.payments.balances import (
        summarize_store,
        summarize_vendor,
        totals_of_payout,
    )
    from store.payments.ledger_drift import find_wrong_money
    from store.payments.payouts import settle_vendor

    big = Vendor.objects.order_by("pk")[0]
    yield "summary", lambda: summarize_vendor(vendor_id=big.pk)
    yield "summary of the store", summarize_store
    yield "settle", lambda: settle_vendor(vendor=big, by=None)
    yield "summary, settled", lambda: summarize_vendor(vendor_id=big.pk)
    yield "totals of the payout", lambda: totals_of_payout(Payout.objects.get())
    yield "check", lambda: print(list(find_wrong_money())[:5])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=100_000)
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder:
        prepare(Path(folder))
        from store.models import LedgerEntry

        products = make_catalogue()
        make_paid_orders(arguments.orders, make_customers(100), products)
        print(json.dumps({"rows": LedgerEntry.objects.count()}))
        for name, step in steps():
            measure(name, step)


if __name__ == "__main__":
    main()
