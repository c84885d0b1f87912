"""The routes of payments: who may do what there, and what their lists cost."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from store.models import Customer, Payment, Product
from store.orders.moves import cancel_lines, move_items
from store.payments import cash
from store.payments.services import record_transfer, start_payment
from tests.builders import make_order, make_product

# More of the table in test_access_matrix.py.
MONEY = """
get    store/payment-methods/                       200 200 200 200 200 200 200 200
get    store/orders/{order_pk}/payments/            401 200 404 404 404 404 404 200
post   store/orders/{order_pk}/payments/            401 201 404 404 404 404 404 201
get    store/orders/{order_pk}/payments/{pk}/       401 200 404 404 404 404 404 200
post   store/orders/{order_pk}/payments/{pk}/cancel/ 401 200 404 404 404 404 404 200
post   store/orders/{order_pk}/payments/{pk}/cancel/ collected 401 409 404 404 404 404 404 409
post   store/orders/{order_pk}/payments/{pk}/refresh/ 401 200 404 404 404 404 404 200
post   store/orders/{order_pk}/payments/{pk}/record/ transfer 401 403 404 404 404 404 404 200
post   store/orders/{order_pk}/payments/{pk}/record/ 401 403 404 404 404 404 404 409
post   store/orders/{order_pk}/payments/{pk}/confirm/ 401 403 404 404 404 404 404 200
post   store/orders/{order_pk}/payments/{pk}/collect/ shipped 401 403 404 404 404 404 404 200
post   store/orders/{order_pk}/payments/{pk}/collect/ 401 403 404 404 404 404 404 409
post   store/orders/{order_pk}/payments/{pk}/remit/ collected 401 403 404 404 404 404 404 200
post   store/orders/{order_pk}/payments/{pk}/refuse/ shipped 401 403 404 404 404 404 404 200
get    store/orders/{order_pk}/refunds/             401 200 404 404 404 404 404 200
get    store/payments/                              401 403 403 403 403 403 403 200
get    store/payments/unapplied/                    401 403 403 403 403 403 403 200
post   store/payments/unapplied/{pk}/refund/        401 403 403 403 403 403 403 200
get    store/refunds/                               401 403 403 403 403 403 403 200
get    store/refunds/{pk}/                          401 403 403 403 403 403 403 200
post   store/refunds/{pk}/pay/                      401 403 403 403 403 403 403 200
get    store/vendors/{vendor_pk}/orders/{order_pk}/payments/ 401 404 404 200 200 200 404 200
post   store/vendors/{vendor_pk}/orders/{order_pk}/payments/{pk}/confirm/ 401 404 404 200 200 200 404 200
post   store/vendors/{vendor_pk}/orders/{order_pk}/payments/{pk}/collect/ shipped 401 404 404 200 200 200 404 200
post   store/vendors/{vendor_pk}/orders/{order_pk}/payments/{pk}/refuse/ shipped 401 404 404 200 200 200 404 200
"""


def make_money(customer: Customer, product: Product) -> SimpleNamespace:
    """Cash on its way and collected, a transfer that is awaited, and money to give back."""

    def pay(method: str) -> Payment:
        order = make_order(customer, (product, 1), payment_method=method)
        return order.payments.get()

    shipped, collected = pay("cash_on_delivery"), pay("cash_on_delivery")
    for payment in (shipped, collected):
        for status in ("packed", "shipped"):
            move_items(items=payment.order.items.all(), to=status, by=None)
    cash.collect(payment=collected, held_by="vendor", by=None)
    paid, transfer = pay("manual"), pay("manual")
    too_much = paid.amount + 5
    record_transfer(payment=paid, amount=too_much, reference="", by=None)
    cancel_lines(order=paid.order, item_ids=None, until="packed", by=None)
    return SimpleNamespace(
        shipped=shipped,
        collected=Payment.objects.get(pk=collected.pk),
        transfer=transfer,
        refund=paid.order.refunds.get(),
        unapplied=paid.unapplied.get(),
    )


def add_attempt(world: Any) -> None:
    """Another attempt to pay the first order; the one before ends."""
    order = world.customer.orders.earliest("pk")
    method = "manual" if order.payment_method != "manual" else "cash_on_delivery"
    start_payment(order=order, method=method, by=world.reader)


def add_refund(world: Any) -> None:
    """A paid line of the first order is cancelled; too much was paid for it."""
    order = world.customer.orders.earliest("pk")
    line = order.items.create(product=make_product(), quantity=1, unit_price=1)
    [payment] = start_payment(order=order, method="manual", by=world.reader)
    amount = payment.amount + 1
    record_transfer(payment=payment, amount=amount, reference="1", by=world.reader)
    move_items(items=[line], to="cancelled", by=world.reader)


def add_cash(world: Any) -> None:
    """Another line of the shop's part of the first order, and another attempt."""
    order = world.customer.orders.earliest("pk")
    part, _ = order.vendor_orders.get_or_create(vendor=world.shop)
    order.items.create(
        product=make_product(),
        quantity=1,
        unit_price=1,
        vendor=world.shop,
        vendor_order=part,
    )
    add_attempt(world)


# More of the lists in test_query_growth.py.
MONEY_LISTS: dict[str, Any] = {
    "store/payment-methods/": (add_attempt, 1),
    "store/orders/{order_pk}/payments/": (add_attempt, 5),
    "store/orders/{order_pk}/refunds/": (add_refund, 6),
    "store/payments/": (add_attempt, 5),
    "store/payments/unapplied/": (add_refund, 4),
    "store/refunds/": (add_refund, 6),
    "store/vendors/{vendor_pk}/orders/{order_pk}/payments/": (add_cash, 9),
}
