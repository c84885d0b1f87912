"""The parts of orders that each vendor fulfils, in the admin: read, and moved on."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.timezone import localtime
from unfold.admin import TabularInline
from unfold.decorators import action, display

from store.orders.choices import OrderStatus
from store.orders.models import OrderItem, VendorOrder
from store.orders.moves import move_items
from store.orders.status import STEPS
from store.shared.errors import StoreError
from store.shared.identity import sells
from store.vendors.admin_scope import VendorScoped

COLOURS = {
    OrderStatus.ORDER_PLACED: "warning",
    OrderStatus.PACKED: "info",
    OrderStatus.SHIPPED: "info",
    OrderStatus.DELIVERED: "success",
    OrderStatus.RETURNED: "danger",
    OrderStatus.CANCELLED: "danger",
}


class PartLineInline(TabularInline):
    """Read; the actions of the list write."""

    model = OrderItem
    fields = ["title", "quantity", "unit_price", "status"]
    readonly_fields = fields
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(VendorOrder)
class VendorOrderAdmin(VendorScoped):
    """Nothing is written here but by the actions."""

    vendor_of = "vendor_id"
    member_actions = ("pack", "ship", "deliver")
    member_fields = member_readonly_fields = (
        *("number", "placed", "vendor", "status", "buyer", "phone", "delivery"),
        "subtotal",
    )

    actions = ["pack", "ship", "deliver"]
    fields = ["order", "vendor", "status", "delivery"]
    inlines = [PartLineInline]
    list_display = ["id", "order", "placed_at", "seller", "state"]
    list_filter = ["status", "vendor"]
    list_per_page = 20
    list_select_related = ["order", "vendor"]
    ordering = ["-id"]
    readonly_fields = fields
    search_fields = ["order__id", "vendor__shop_name"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Of a page: never, saving would write an old status back. Of the list: to act."""
        return obj is None and super().has_change_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """It goes with its order, and only with it."""
        return False

    @display(description="status", ordering="status", label=COLOURS)
    def state(self, part: VendorOrder) -> tuple[str, str]:
        return part.status, part.get_status_display()

    def get_list_display(self, request: HttpRequest) -> Any:
        """Without what a link to the whole order would promise."""
        columns = super().get_list_display(request)
        if not sells(request.user):
            return columns
        return ["number" if name == "order" else name for name in columns]

    @admin.display(description="placed at")
    def placed(self, part: VendorOrder) -> str:
        return date_format(localtime(part.placed_at), "DATETIME_FORMAT")

    @admin.display(description="buyer")
    def buyer(self, part: VendorOrder) -> str:
        return part.order.contact_name

    @admin.display(description="phone")
    def phone(self, part: VendorOrder) -> str:
        return part.order.contact_phone

    @admin.display(description="delivery")
    def delivery(self, part: VendorOrder) -> str:
        return part.order.delivery_line

    @admin.display(description="order", ordering="order")
    def number(self, part: VendorOrder) -> str:
        return f"Order {part.order_id}"

    @admin.display(description="vendor", ordering="vendor__shop_name")
    def seller(self, part: VendorOrder) -> str:
        return str(part.vendor or "The store")

    @action(description="Mark selected as packed", permissions=["change"])
    def pack(self, request: HttpRequest, parts: QuerySet[VendorOrder]) -> None:
        self.move(request, parts, OrderStatus.PACKED)

    @action(description="Mark selected as shipped", permissions=["change"])
    def ship(self, request: HttpRequest, parts: QuerySet[VendorOrder]) -> None:
        self.move(request, parts, OrderStatus.SHIPPED)

    @action(description="Mark selected as delivered", permissions=["change"])
    def deliver(self, request: HttpRequest, parts: QuerySet[VendorOrder]) -> None:
        self.move(request, parts, OrderStatus.DELIVERED)

    def move(
        self, request: HttpRequest, parts: QuerySet[VendorOrder], to: OrderStatus
    ) -> None:
        """Each part by itself: the lines of it that can; one without any is named."""
        moved, refused = 0, []
        for part in parts.order_by("order_id", "pk").prefetch_related("items"):
            lines = [line for line in part.items.all() if to in STEPS[line.status]]
            try:
                move_items(items=lines, to=to, by=request.user)
                moved += 1
            except StoreError:
                refused.append(str(part))
        if moved:
            self.message_user(request, f"{to.label}: {moved}.", messages.SUCCESS)
        if refused:
            text = f"Can't be {to.label.lower()} now: {', '.join(refused)}."
            self.message_user(request, text, messages.WARNING)
