"""Orders in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.validators import MinValueValidator
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.timezone import localtime
from unfold.admin import TabularInline
from unfold.decorators import display

from store.orders import services
from store.orders.changes import note_given
from store.orders.choices import OrderStatus, PaymentStatus
from store.orders.models import Order, OrderItem, StatusChange, VendorOrder
from store.orders.part_admin import COLOURS
from store.shared.admin import JoinedForm, JoinedInline, StoreAdmin
from store.shared.errors import Refused
from store.signals import order_changed


class OrderItemForm(JoinedForm):
    """A line. What it was sold as and for stays; a new one may leave out the price."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"product", "unit_price"} & set(self.fields):
            self.fields[name].disabled = self.instance.pk is not None
        if self.instance.status != OrderStatus.ORDER_PLACED:
            for field in self.fields.values():
                field.disabled = True
        if price := self.fields.get("unit_price"):
            price.required = False
            price.help_text = "Left empty: the price of the product."
            price.validators.append(MinValueValidator(0))


class OrderItemInline(JoinedInline, TabularInline):
    model = OrderItem
    form = OrderItemForm
    autocomplete_fields = ["product"]
    fields = ["product", "quantity", "unit_price", "status"]
    readonly_fields = ["status"]
    extra = 0
    min_num = 1
    max_num = 10

    def get_max_num(
        self, request: HttpRequest, obj: Order | None = None, **kwargs: Any
    ) -> int:
        """A longer order came through the checkout; it may stay as long as it is."""
        return max(self.max_num, obj.items.count() if obj and obj.pk else 0)

    def get_formset(
        self, request: HttpRequest, obj: Order | None = None, **kwargs: Any
    ) -> Any:
        kwargs |= {"validate_min": True, "validate_max": True}
        return super().get_formset(request, obj, **kwargs)


def why_kept(order: Order) -> Refused | None:
    statuses = [item.status for item in order.items.all()]
    return services.reason_to_keep(order=order, statuses=statuses)


@admin.register(Order)
class OrderAdmin(StoreAdmin):
    autocomplete_fields = ["customer"]
    fields = [
        *("customer", "billed_to", "delivery", "payment_status", "status"),
        *("placed_at", "history"),
    ]
    inlines = [OrderItemInline]
    list_display = ["id", "placed_at", "customer", "payment", "state"]
    list_filter = ["payment_status", "status", "placed_at"]
    list_per_page = 10
    list_select_related = ["customer__user"]
    readonly_fields = [
        *("billed_to", "delivery", "payment_status", "placed_at", "status", "history"),
    ]
    search_fields = [
        "id",
        "customer__user__first_name__istartswith",
        "customer__user__last_name__istartswith",
    ]

    @display(
        description="payment status",
        ordering="payment_status",
        label={
            PaymentStatus.PENDING: "warning",
            PaymentStatus.COMPLETE: "success",
            PaymentStatus.FAILED: "danger",
            PaymentStatus.REFUNDED: "info",
        },
    )
    def payment(self, order: Order) -> tuple[str, str]:
        return order.payment_status, order.get_payment_status_display()

    @display(description="status", ordering="status", label=COLOURS)
    def state(self, order: Order) -> tuple[str, str]:
        return order.status, order.get_status_display()

    @admin.display(description="billed to")
    def billed_to(self, order: Order) -> str:
        billed = order.billed_to
        return ", ".join(filter(None, billed.values())) if billed else "The customer"

    @admin.display(description="delivery")
    def delivery(self, order: Order) -> str:
        return order.delivery_line

    @admin.display(description="history")
    def history(self, order: Order) -> str:
        """Every change of every line: what, from and to, when, and by whom."""
        changes = (
            StatusChange.objects.filter(item__order=order.pk)
            .select_related("item", "by")
            .order_by("pk")
        )
        return format_html_join(
            mark_safe("<br>"),
            "{}: {}, {}, {}",
            (
                (
                    change.item.title or f"line {change.item_id}",
                    change,
                    date_format(localtime(change.at), "DATETIME_FORMAT"),
                    change.by or "the store",
                )
                for change in changes
            ),
        )

    def save_model(
        self, request: HttpRequest, obj: Order, form: Any, change: bool
    ) -> None:
        """What was changed alone: the status may have moved since the page was opened."""
        obj.save(update_fields=form.changed_data if change else None)
        # Not left to the lines: who may not see them posts none.
        if change and "customer" in form.changed_data:
            note_given(order=obj, before=form.initial["customer"])
            order_changed.send(
                sender=Order,
                order_id=obj.pk,
                former_customer_id=form.initial["customer"],
            )

    def save_formset(
        self, request: HttpRequest, form: Any, formset: Any, change: bool
    ) -> None:
        services.write_items(
            order=form.instance,
            saved=formset.save(commit=False),
            deleted=formset.deleted_objects,
        )

    def has_delete_permission(
        self, request: HttpRequest, obj: Order | None = None
    ) -> bool:
        stays = obj is not None and why_kept(obj) is not None
        return super().has_delete_permission(request, obj) and not stays

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Names the orders that stay as what is in the way, instead of a missing right."""
        rows, counts, rights, protected = super().get_deleted_objects(objs, request)
        kept = [(order, reason) for order in objs if (reason := why_kept(order))]
        if kept and super().has_delete_permission(request):
            rights.discard(Order._meta.verbose_name)
        # Its parts go with it: nobody has a right to delete one of them alone.
        rights.discard(VendorOrder._meta.verbose_name)
        protected += [f"{order}: {reason.message}" for order, reason in kept]
        return rows, counts, rights, protected

    def delete_model(self, request: HttpRequest, obj: Order) -> None:
        services.delete_order(order=obj)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Order]) -> None:
        for order in queryset:
            services.delete_order(order=order)
