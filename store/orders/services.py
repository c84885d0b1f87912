"""What happens to an order after it was placed."""

from __future__ import annotations

from collections import Counter

from django.db import transaction

from store.catalog.stock import lock_products, return_stock
from store.orders.choices import PaymentStatus
from store.orders.errors import OrderCannotBeDeleted
from store.orders.models import Order


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
