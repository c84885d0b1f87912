"""What a customer bought: kept, for the store and its vendors answer for it."""

from __future__ import annotations

from core.privacy.registry import PersonalData, register
from store.models import Order, OrderItem, StatusChange, VendorCustomer, VendorOrder
from store_custom.privacy.ways import SOLD, forget_who

register(
    PersonalData(
        "orders",
        Order,
        rows=lambda user: Order.objects.for_user(user),
        on_erase=SOLD,
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
        named=frozenset({"vendor"}),
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
