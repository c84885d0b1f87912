"""Random histories of money: orders, what happens to them, and what must hold after it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from hypothesis import strategies as st

from store.models import (
    LedgerEntry,
    Order,
    OrderItem,
    Payment,
    Payout,
    Refund,
    UnappliedPayment,
    Vendor,
)
from store.orders.checkout import place_order
from store.orders.moves import cancel_lines, move_items
from store.payments import cash
from store.payments.books import follow_order
from store.payments.choices import RECEIVED, EntryKind
from store.payments.ledger import write_entries
from store.payments.payouts import adjust_balance, record_payout_paid, settle_vendor
from store.payments.services import (
    record_transfer,
    set_payment_status,
    start_payment,
)
from store.pricing.amounts import price_line
from store.shared.money import to_cents
from tests.builders import make_cart, make_customer, make_product, make_vendor

CENTS = st.integers(1, 99_999).map(lambda cents: Decimal(cents) / 100)
RATES = st.sampled_from([None, "0", "0.1", "0.3333", "0.005", "1"])
line_plans = st.fixed_dictionaries(
    {
        "price": CENTS,
        "quantity": st.integers(1, 7),
        "tax_rate": st.sampled_from(["0", "0.19", "0.085"]),
        "discount": st.sampled_from(["0", "0.07", "0.333", "1"]),
        "borne": st.sampled_from(["0", "0.5", "1"]),
        "is_older": st.booleans(),
    }
)
plans = st.lists(
    st.fixed_dictionaries(
        {
            "method": st.sampled_from(["manual", "cash_on_delivery", ""]),
            # Of two vendors twice and the store.
            "lines": st.lists(line_plans, min_size=5, max_size=5),
        }
    ),
    min_size=2,
    max_size=2,
)
orders, indexes = st.integers(0, 1), st.integers(0, 4)
chosen = st.sets(indexes, min_size=1)
steps = st.sampled_from(["packed", "shipped", "delivered", "returned", "cancelled"])
actions = st.one_of(
    st.tuples(
        st.just("pay"),
        orders,
        indexes,
        st.sampled_from(["exactly", "exactly", "too little", "too much"]),
    ),
    st.tuples(
        st.just("begin"), orders, st.sampled_from(["manual", "cash_on_delivery"])
    ),
    st.tuples(st.just("say"), orders, st.sampled_from("CFP")),
    st.tuples(st.just("move"), orders, chosen, steps),
    st.tuples(st.just("way"), orders, chosen, st.integers(1, 4)),
    st.tuples(st.just("cancel"), orders, st.none() | chosen),
    st.tuples(
        st.just("cash"),
        orders,
        indexes,
        st.sampled_from(["confirm", "vendor", "vendor", "store", "remit", "refuse"]),
    ),
    st.tuples(st.just("give back"), indexes, st.sampled_from(["store", "vendor"])),
    st.tuples(st.just("commission"), st.integers(0, 1), RATES),
    st.tuples(st.just("adjust"), st.integers(0, 1), CENTS),
    st.tuples(st.just("settle"), st.integers(0, 1)),
    st.tuples(st.just("pay out"), indexes),
)
WAY = ("packed", "shipped", "delivered", "returned")


def make_world(plan: list[dict[str, Any]]) -> None:
    vendors = [make_vendor(commission_rate=Decimal("0.15")), make_vendor(), None]
    customer = make_customer()
    for order in plan:
        products = [
            make_product(vendor=vendors[index % 3], unit_price=line["price"])
            for index, line in enumerate(order["lines"])
        ]
        lines = list(zip(products, order["lines"], strict=True))
        cart = make_cart(*((product, line["quantity"]) for product, line in lines))
        placed = place_order(
            cart_id=cart.pk, customer=customer, payment_method=order["method"]
        )
        for product, line in lines:
            price_anew(placed.items.get(product=product), line)
        follow_order(order_id=placed.pk)


def price_anew(item: OrderItem, plan: dict[str, Any]) -> None:
    """As if a coupon had been redeemed, under another tax."""
    if item.total == 0:
        return
    rate = Decimal(plan["tax_rate"])
    amounts = price_line(
        unit_price=item.unit_price,
        quantity=item.quantity,
        tax_rate=rate,
        coupon_discount=item.list_amount * Decimal(plan["discount"]),
    )
    item.tax_rate = rate
    item.copy_amounts(amounts)
    borne = amounts.coupon_discount * Decimal(plan["borne"])
    item.store_discount = borne.quantize(Decimal("0.01"))
    if plan["is_older"]:
        item.commission_rate = None
    item.save()


def act(action: tuple[Any, ...]) -> set[int | None]:
    """Do it; the vendors whose rows may change by it."""
    name, *rest = action
    return ACTIONS[name](*rest)


def nth(rows: Any, index: int) -> Any:
    found = list(rows.order_by("pk"))
    return found[index % len(found)] if found else None


def vendors_of(lines: Any) -> set[int | None]:
    return {line.vendor_id for line in lines}


def pay(number: int, index: int, how: str) -> set[int | None]:
    order = nth(Order.objects, number)
    payment = nth(order.payments.filter(method="manual"), index)
    if payment is None:
        return set()
    cent = {"exactly": "0", "too little": "-0.01", "too much": "0.01"}[how]
    amount = max(payment.amount + Decimal(cent), Decimal(0))
    record_transfer(payment=payment, amount=amount, reference="", by=None)
    return vendors_of(order.items.all())


def begin(number: int, method: str) -> set[int | None]:
    start_payment(order=nth(Order.objects, number), method=method, by=None)
    return set()


def say(number: int, status: str) -> set[int | None]:
    order = nth(Order.objects, number)
    set_payment_status(order=order, status=status, by=None)
    return vendors_of(order.items.all())


def move(number: int, indexes: set[int], to: str) -> set[int | None]:
    items = list(nth(Order.objects, number).items.all())
    moved = [items[index] for index in indexes]
    move_items(items=moved, to=to, by=None)
    return vendors_of(moved)


def way(number: int, indexes: set[int], length: int) -> set[int | None]:
    for to in WAY[:length]:
        changed = move(number, indexes, to)
    return changed


def cancel(number: int, indexes: set[int] | None) -> set[int | None]:
    order = nth(Order.objects, number)
    items = list(order.items.all())
    ids = None if indexes is None else {items[index].pk for index in indexes}
    cancel_lines(order=order, item_ids=ids, until="shipped", by=None)
    return vendors_of(item for item in items if ids is None or item.pk in ids)


def pay_cash(number: int, index: int, step: str) -> set[int | None]:
    order = nth(Order.objects, number)
    payment = nth(order.payments.filter(method="cash_on_delivery"), index)
    if payment is None:
        return set()
    if step in {"vendor", "store"}:
        cash.collect(payment=payment, held_by=step, by=None)
    else:
        getattr(cash, step)(payment=payment, by=None)
    return {payment.vendor_order.vendor_id}


def give_back(index: int, whose: str) -> set[int | None]:
    """What recording a paid refund writes."""
    refund = nth(Refund.objects.owed(), index)
    if refund is None:
        return set()
    vendor = refund.vendor_order.vendor_id
    if vendor is None:
        whose = "store"
    Refund.objects.filter(pk=refund.pk).update(status="paid", paid_by=whose)
    if whose == "vendor":
        write_entries(
            [
                LedgerEntry(
                    vendor_id=vendor,
                    kind=EntryKind.REFUND_ADVANCED,
                    amount=refund.amount,
                    order=refund.order,
                    refund=refund,
                    key=f"refund_advanced:{refund.pk}",
                )
            ]
        )
    return {vendor}


def change_commission(index: int, rate: str | None) -> set[int | None]:
    vendor = nth(Vendor.objects, index)
    vendor.commission_rate = None if rate is None else Decimal(rate)
    vendor.save()
    return set()


def adjust(index: int, amount: Decimal) -> set[int | None]:
    vendor = nth(Vendor.objects, index)
    adjust_balance(vendor=vendor, amount=amount, note="Agreed.", by=None)
    return {vendor.pk}


def settle(index: int) -> set[int | None]:
    vendor = nth(Vendor.objects, index)
    settle_vendor(vendor=vendor, by=None)
    return {vendor.pk}


def pay_out(index: int) -> set[int | None]:
    if payout := nth(Payout.objects, index):
        record_payout_paid(payout=payout, reference="CCP")
    return set()


ACTIONS: dict[str, Callable[..., set[int | None]]] = {
    "pay": pay,
    "begin": begin,
    "say": say,
    "move": move,
    "way": way,
    "cancel": cancel,
    "cash": pay_cash,
    "give back": give_back,
    "commission": change_commission,
    "adjust": adjust,
    "settle": settle,
    "pay out": pay_out,
}


def rows_by_vendor() -> dict[int | None, list[Any]]:
    found: dict[int | None, list[Any]] = {}
    for row in LedgerEntry.objects.order_by("pk").values():
        found.setdefault(row["vendor_id"], []).append(row)
    return found


def total(rows: Any) -> Decimal:
    found = rows.aggregate(total=Sum("amount"))["total"] or Decimal(0)
    return to_cents(found)


def money_in_hand() -> Decimal:
    """What the sum of the ledger must be, worked out from everything but the ledger."""
    received = Payment.objects.filter(status__in=RECEIVED)
    return (
        total(received)
        - total(UnappliedPayment.objects.filter(payment__in=received))
        - total(received.filter(held_by="vendor").exclude(status="remitted"))
        - total(Refund.objects)
        + total(Refund.objects.filter(status="paid", paid_by="vendor"))
        - total(Payout.objects)
    )


def balances_add_up() -> None:
    """What is not settled yet is exactly what each vendor is owed."""
    for vendor in Vendor.objects.all():
        rows = LedgerEntry.objects.filter(vendor=vendor)
        assert rows.unsettled().balance() == rows.balance()
