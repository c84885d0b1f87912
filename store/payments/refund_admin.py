"""Money that goes back, in the admin: what is owed and what waits comes first."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from unfold.admin import TabularInline
from unfold.decorators import action, display

from store.payments.admin_steps import (
    ReadInline,
    ReferenceForm,
    RefundForm,
    Step,
    StepsAdmin,
    link_to_order,
)
from store.payments.choices import RefundStatus
from store.payments.models import Refund, RefundLine, UnappliedPayment
from store.payments.refunds import pay_refund, refund_unapplied


class RefundLineInline(ReadInline, TabularInline):
    model = RefundLine
    fields = readonly_fields = ["item", "amount"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("item")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The lines of what one may see."""
        return True


@admin.register(Refund)
class RefundAdmin(StepsAdmin):
    steps = {
        "pay": Step(
            "Record as paid",
            "The buyer has the money back:",
            RefundForm,
            lambda row, by, **said: pay_refund(refund=row, by=by, **said),
        )
    }
    actions = ["pay_some"]
    actions_detail = ["pay"]
    fields = readonly_fields = [
        *("order_link", "seller", "amount", "currency", "status", "created_at"),
        *("paid_at", "paid_by", "reference", "by"),
    ]
    inlines = [RefundLineInline]
    list_display = [
        *("id", "order_link", "seller", "amount", "state", "created_at", "paid_at"),
    ]
    list_filter = ["status", "paid_by", "created_at"]
    list_per_page = 20
    list_select_related = ["vendor_order__vendor"]
    ordering = ["status", "-created_at", "-id"]  # "owed" comes before "paid"
    search_fields = ["order__id", "reference"]

    @display(
        description="status",
        ordering="status",
        label={RefundStatus.OWED: "warning", RefundStatus.PAID: "success"},
    )
    def state(self, refund: Refund) -> tuple[str, str]:
        return refund.status, refund.get_status_display()

    @admin.display(description="order", ordering="order")
    def order_link(self, refund: Refund) -> str:
        return link_to_order(refund.order_id)

    @admin.display(description="sold by")
    def seller(self, refund: Refund) -> str:
        part = refund.vendor_order
        return str((part and part.vendor) or "The store")

    def has_pay_permission(self, request: HttpRequest, pk: Any = None) -> bool:
        refund = None if pk is None else self.get_object(request, str(pk))
        owed = refund is not None and refund.status == RefundStatus.OWED
        return owed and self.has_change_permission(request)

    @action(
        description="Record as paid", icon="undo", url_path="pay", permissions=["pay"]
    )
    def pay(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self.step_on_page(request, object_id, "pay")

    @action(description="Record as paid", permissions=["change"])
    def pay_some(self, request: HttpRequest, rows: QuerySet[Refund]) -> Any:
        return self.step_with(request, rows, "pay", "pay_some")


@admin.register(UnappliedPayment)
class UnappliedPaymentAdmin(StepsAdmin):
    """A queue: what waits to be given back is on top."""

    steps = {
        "give_back": Step(
            "Record as given back",
            "The money was sent back to where it came from:",
            ReferenceForm,
            lambda row, by, **said: refund_unapplied(money=row, by=by, **said),
        )
    }
    actions = ["give_back_some"]
    actions_detail = ["give_back"]
    fields = readonly_fields = [
        *("order_link", "payment", "method", "provider_id", "amount", "currency"),
        *("reason", "state", "found_at", "refunded_at", "reference", "by"),
    ]
    list_display = [
        *("id", "state", "order_link", "method", "amount", "reason", "found_at"),
        *("refunded_at", "reference"),
    ]
    list_filter = [
        ("refunded_at", admin.EmptyFieldListFilter),
        "reason",
        "method",
        "found_at",
    ]
    list_per_page = 20
    search_fields = ["order__id", "provider_id", "reference"]

    def get_ordering(self, request: HttpRequest) -> Any:
        return [F("refunded_at").desc(nulls_first=True), "-id"]

    @display(
        description="status", label={"Waiting": "warning", "Given back": "success"}
    )
    def state(self, money: UnappliedPayment) -> str:
        return "Given back" if money.refunded_at else "Waiting"

    @admin.display(description="order", ordering="order")
    def order_link(self, money: UnappliedPayment) -> str:
        return link_to_order(money.order_id)

    def has_give_back_permission(self, request: HttpRequest, pk: Any = None) -> bool:
        money = None if pk is None else self.get_object(request, str(pk))
        waits = money is not None and money.refunded_at is None
        return waits and self.has_change_permission(request)

    @action(
        description="Record as given back",
        icon="undo",
        url_path="give-back",
        permissions=["give_back"],
    )
    def give_back(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self.step_on_page(request, object_id, "give_back")

    @action(description="Record as given back", permissions=["change"])
    def give_back_some(
        self, request: HttpRequest, rows: QuerySet[UnappliedPayment]
    ) -> Any:
        return self.step_with(request, rows, "give_back", "give_back_some")
