"""What is asked and waited for before anything is erased, in this order."""

from __future__ import annotations

from typing import Any

from core.privacy.registry import before_erasing
from store.models import Customer, Vendor, VendorOrder
from store.vendors.errors import SoleOwnerWithOpenOrders
from store.vendors.services import lock_owned, solely_owned


@before_erasing
def refuse_while_orders_wait(user: Any) -> None:
    """Raises SoleOwnerWithOpenOrders."""
    lock_owned(user=user)
    parts = VendorOrder.objects.filter(vendor__in=solely_owned(user=user)).open()
    waiting = Vendor.objects.filter(pk__in=parts.values("vendor")).order_by("pk")
    if waiting:
        raise SoleOwnerWithOpenOrders(
            [{"id": shop.pk, "shop_name": shop.shop_name} for shop in waiting]
        )


@before_erasing
def wait_for_checkouts(user: Any) -> None:
    """An order that is being placed is seen, and a later one finds nobody to be for."""
    list(Customer.objects.select_for_update().filter(user=user.pk))
