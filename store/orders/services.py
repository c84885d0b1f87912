"""What happens to an order after it was placed."""

from __future__ import annotations

from collections import Counter

from django.db import transaction

from store.catalog.models import Product
from store.catalog.stock import lock_products, return_stock, take_stock
from store.orders.choices import PaymentStatus
from store.orders.errors import OrderCannotBeDeleted
from store.orders.models import Order, OrderItem, VendorOrder


@transaction.atomic
def delete_order(*, order: Order) -> None:
    """Delete an order that was never paid; its stock comes back.

    Raises OrderCannotBeDeleted, and Order.DoesNotExist when someone else was faster.
    """
    locked = Order.objects.select_for_update().get(pk=order.pk)
    if locked.payment_status == PaymentStatus.COMPLETE:
        raise OrderCannotBeDeleted
    quantities: Counter[int] = Counter()
    for product_id, quantity in locked.items.values_list("product_id", "quantity"):
        quantities[product_id] += quantity
    lock_products(list(quantities))
    return_stock(quantities)
    locked.delete()


@transaction.atomic
def write_items(
    *, order: Order, saved: list[OrderItem], deleted: list[OrderItem]
) -> None:
    """Write an order's lines by hand, as the admin does; the stock follows them.

    Raises OutOfStock. Products are locked in one go, in the order the checkout has.
    """
    Order.objects.select_for_update().get(pk=order.pk)
    before = dict(order.items.values_list("pk", "quantity"))
    moved: Counter[int] = Counter()
    for item in saved:
        moved[item.product_id] += item.quantity - before.get(item.pk, 0)
    for item in deleted:
        moved[item.product_id] -= before[item.pk]
    products = lock_products(list(moved))
    if wanted := +moved:
        take_stock(wanted, products)
    if freed := -moved:
        return_stock(freed)
    for item in deleted:
        item.delete()
    for item in saved:
        fill_item(item=item, product=products[item.product_id])
        item.save()
    order.vendor_orders.filter(items__isnull=True).delete()


def fill_item(*, item: OrderItem, product: Product) -> None:
    """Copy from the product what a line does not say yet, as the checkout would."""
    item.title = item.title or product.title
    if item.unit_price is None:
        item.unit_price = product.unit_price
    if item.vendor_order_id is None:
        item.vendor = item.vendor or product.vendor
        item.vendor_order, _ = VendorOrder.objects.get_or_create(
            order=item.order, vendor=item.vendor
        )
