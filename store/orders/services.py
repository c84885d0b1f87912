"""What happens to an order after it was placed, besides its way to the buyer (`moves.py`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from django.db import transaction

from store.catalog.models import Product
from store.catalog.stock import lock_products, return_stock, take_stock
from store.orders.changes import note_deleted
from store.orders.choices import OrderStatus, PaymentStatus
from store.orders.errors import (
    LineAlreadyMoved,
    OrderAlreadyMoved,
    OrderAlreadyPaid,
    OrderCannotBeDeleted,
)
from store.orders.models import Order, OrderItem, VendorOrder
from store.orders.moves import lock_order, put_back, write_derived
from store.pricing.services import give_back
from store.shared.errors import Refused
from store.shared.retrying import retried
from store.signals import order_changed

PAID = {PaymentStatus.COMPLETE, PaymentStatus.REFUNDED}
LEFT_THE_HOUSE = {OrderStatus.SHIPPED, OrderStatus.DELIVERED, OrderStatus.RETURNED}


@retried
def delete_order(*, order: Order) -> None:
    """Delete an order that was never paid or shipped; its stock and coupon come back.

    Raises OrderCannotBeDeleted, OrderAlreadyMoved, and Order.DoesNotExist when someone
    else was faster.
    """
    locked = lock_order(pk=order.pk)
    statuses = [line.status for line in locked.lines]
    if reason := reason_to_keep(order=locked.order, statuses=statuses):
        raise reason
    put_back(
        lines=[line for line in locked.lines if line.status != OrderStatus.CANCELLED]
    )
    give_back(order_id=order.pk)
    note_deleted(order=locked.order)
    locked.order.delete()
    order_changed.send(sender=Order, order_id=order.pk)


def reason_to_keep(*, order: Order, statuses: Collection[str]) -> Refused | None:
    """Why an order whose lines have these statuses is not deleted, if there is a reason."""
    if order.payment_status in PAID:
        return OrderCannotBeDeleted()
    if not LEFT_THE_HOUSE.isdisjoint(statuses):
        return OrderAlreadyMoved()
    return None


@transaction.atomic
def write_items(
    *, order: Order, saved: list[OrderItem], deleted: list[OrderItem]
) -> None:
    """Write an order's lines by hand, as the admin does; stock and statuses follow them.

    Raises OutOfStock, OrderAlreadyPaid, LineAlreadyMoved. Products are locked in one go,
    in the order the checkout has.
    """
    locked = lock_order(pk=order.pk)
    before = {line.pk: line for line in locked.lines}
    if saved or deleted:
        refuse_paid(order=locked.order)
    refuse_moved(before=before, saved=saved, deleted=deleted)
    products = move_stock(before=before, saved=saved, deleted=deleted)
    for item in deleted:
        item.delete()
    for item in saved:
        fill_item(item=item, product=products[item.product_id])
        if item.pk:
            item.set_quantity_amounts(before=before[item.pk].quantity)
        item.status = OrderStatus.ORDER_PLACED
        item.save()
    order.vendor_orders.filter(items__isnull=True).delete()
    write_derived(locked=lock_order(pk=order.pk))
    order_changed.send(sender=Order, order_id=order.pk)


def move_stock(
    *, before: dict[int, OrderItem], saved: list[OrderItem], deleted: list[OrderItem]
) -> dict[int, Product]:
    """Take and return what the lines will hold more or less; the products, locked."""
    moved: Counter[int] = Counter()
    for item in saved:
        moved[item.product_id] += item.quantity
        if item.pk in before:
            moved[item.product_id] -= before[item.pk].quantity
    for item in deleted:
        moved[item.product_id] -= before[item.pk].quantity
    products = lock_products(list(moved))
    if wanted := +moved:
        take_stock(wanted, products)
    if freed := -moved:
        return_stock(freed)
    return products


def refuse_paid(*, order: Order) -> None:
    """Raises OrderAlreadyPaid: what was paid for stays what it is; lines are cancelled."""
    if order.payment_status in PAID:
        raise OrderAlreadyPaid


def refuse_moved(
    *, before: dict[int, OrderItem], saved: list[OrderItem], deleted: list[OrderItem]
) -> None:
    """Raises LineAlreadyMoved for a line that is there and not order_placed, or gone."""
    for item in (*saved, *deleted):
        there = before.get(item.pk)
        if item.pk and (there is None or there.status != OrderStatus.ORDER_PLACED):
            raise LineAlreadyMoved


def fill_item(*, item: OrderItem, product: Product) -> None:
    """Copy from the product what a line does not say yet, as the checkout would."""
    item.title = item.title or product.title
    if item.unit_price is None:
        item.unit_price = product.unit_price
    if item.vendor_order_id is None:
        item.vendor = item.vendor or product.vendor
        item.vendor_order, _ = VendorOrder.objects.get_or_create(
            order=item.order,
            vendor=item.vendor,
            defaults={"placed_at": item.order.placed_at},
        )
