"""What a customer bought: kept, for the store and its vendors answer for it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from core.privacy.registry import PersonalData, Rows, register
from store.models import (
    CouponUse,
    Order,
    OrderItem,
    StatusChange,
    VendorCustomer,
    VendorOrder,
)
from store.orders.choices import OrderStatus
from store_custom.order_receivers import move_key
from store_custom.privacy.ways import SOLD, forget_who


def blank_delivery(rows: Rows, user: Any) -> None:
    """Which city an order went to stays: it says nothing of a person.

    By key: looking for them under a lock would wait for an order that is being placed, and
    that one for this erasure.
    """
    keys = list(rows.values_list("pk", flat=True))
    Order.objects.filter(pk__in=keys).update(
        **dict.fromkeys(Order.PERSONAL_COLUMNS, "")
    )


register(
    PersonalData(
        "orders",
        Order,
        rows=lambda user: Order.objects.for_user(user),
        on_erase=replace(SOLD, blank=blank_delivery),
        mail_keys=lambda orders: [f"order_placed:{order.pk}" for order in orders],
    ),
    PersonalData(
        "order_parts",
        VendorOrder,
        rows=lambda user: VendorOrder.objects.filter(order__customer__user=user.pk),
        on_erase=SOLD,
        named=frozenset({"vendor"}),
    ),
    PersonalData(
        "order_lines",
        OrderItem,
        rows=lambda user: OrderItem.objects.filter(order__customer__user=user.pk),
        on_erase=SOLD,
        # What the store and its vendor settle between them.
        hidden=frozenset({"commission_rate", "store_discount"}),
        named=frozenset({"vendor"}),
        mail_keys=lambda lines: [
            move_key(line.pk, status) for line in lines for status in OrderStatus.values
        ],
    ),
    PersonalData(
        "coupon_uses",
        CouponUse,
        rows=lambda user: CouponUse.objects.filter(
            customer__user=user.pk
        ).select_related("coupon"),
        on_erase=SOLD,
        named=frozenset({"coupon"}),
        in_admin_log=False,
    ),
    PersonalData(
        "status_changes",
        StatusChange,
        rows=lambda user: StatusChange.objects.filter(
            item__order__customer__user=user.pk
        ),
        on_erase=SOLD,
        hidden=frozenset({"by"}),
    ),
    PersonalData(
        "status_changes_made",
        StatusChange,
        rows=lambda user: StatusChange.objects.filter(by=user.pk),
        on_erase=forget_who,
        hidden=frozenset({"by"}),
        in_admin_log=False,
    ),
    PersonalData(
        "bought_from_vendors",
        VendorCustomer,
        rows=lambda user: VendorCustomer.objects.filter(
            customer__user=user.pk
        ).select_related("vendor"),
        on_erase=SOLD,
        named=frozenset({"vendor"}),
        in_admin_log=False,
    ),
)
