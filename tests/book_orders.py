"""Books that are ordered and paid for."""

from __future__ import annotations

from typing import Any

from store.models import Customer, LibraryEntry, Order, Product
from store.orders.checkout import place_order
from store.orders.moves import cancel_lines, move_items
from store.payments.services import record_transfer
from tests.builders import make_cart


def order_books(
    customer: Customer, *products: Product, method: str = "manual"
) -> Order:
    cart = make_cart(*((product, 1) for product in products))
    return place_order(cart_id=cart.pk, customer=customer, payment_method=method)


def pay(order: Order) -> None:
    """By a transfer of what was asked for."""
    payment = order.payments.latest("pk")
    record_transfer(payment=payment, amount=None, reference="", by=None)


def buy(customer: Customer, *products: Product) -> Order:
    order = order_books(customer, *products)
    pay(order)
    return order


def cancel(order: Order, *products: Product) -> None:
    """The lines of these products, or all; what was paid is owed back."""
    lines = order.items.filter(product__in=products)
    item_ids = {line.pk for line in lines} if products else None
    cancel_lines(order=order, item_ids=item_ids, until="packed", by=None)


def deliver(order: Order) -> None:
    for status in ("packed", "shipped", "delivered"):
        move_items(items=order.items.all(), to=status, by=None)


def held(customer: Customer) -> list[tuple[int, str, bool]]:
    """Product, source, and whether it was granted (too)."""
    rows = LibraryEntry.objects.filter(customer=customer).order_by("product")
    return list(rows.values_list("product_id", "source", "is_granted"))


def held_product(customer: Customer, product: Product) -> Any:
    return customer.library.filter(product=product).first()
