"""Orders in the admin, with how they are paid and what was given back."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from unfold.admin import TabularInline
from unfold.decorators import action

from store.orders.admin import OrderAdmin
from store.orders.choices import PaymentStatus
from store.orders.models import Order
from store.payments.admin_steps import (
    NoForm,
    ReadInline,
    Step,
    TakesSteps,
    link_to_page,
    what_is_paid,
)
from store.payments.event_admin import PaymentEventAdmin
from store.payments.models import Payment, Refund
from store.payments.order_amounts import amounts_of
from store.payments.payment_admin import PaymentAdmin
from store.payments.refund_admin import RefundAdmin, UnappliedPaymentAdmin
from store.payments.services import set_payment_status

__all__ = [
    "PaidOrderAdmin",
    "PaymentAdmin",
    "PaymentEventAdmin",
    "RefundAdmin",
    "UnappliedPaymentAdmin",
]


class PaymentInline(ReadInline, TabularInline):
    model = Payment
    fields = readonly_fields = [
        *("number", "method", "seller", "status", "amount", "held_by", "reference"),
        *("created_at", "received_at"),
    ]
    ordering = ["id"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("vendor_order__vendor")

    @admin.display(description="id")
    def number(self, payment: Payment) -> str:
        return link_to_page(payment)

    @admin.display(description="for")
    def seller(self, payment: Payment) -> str:
        return what_is_paid(payment)


class RefundInline(ReadInline, TabularInline):
    model = Refund
    fields = readonly_fields = [
        *(
            "number",
            "amount",
            "status",
            "created_at",
            "paid_at",
            "paid_by",
            "reference",
        ),
    ]
    ordering = ["id"]

    @admin.display(description="id")
    def number(self, refund: Refund) -> str:
        return link_to_page(refund)


admin.site.unregister(Order)


@admin.register(Order)
class PaidOrderAdmin(TakesSteps, OrderAdmin):
    fields = [*OrderAdmin.fields[:-1], "payment_method", "money", "history"]
    readonly_fields = [*OrderAdmin.readonly_fields, "payment_method", "money"]
    inlines = [*OrderAdmin.inlines, PaymentInline, RefundInline]
    actions = ["pay_some"]
    actions_detail = ["pay"]
    steps = {
        "pay": Step(
            "Record as paid",
            "What is left was paid, by a transfer without a reference:",
            NoForm,
            lambda row, by: set_payment_status(
                order=row, status=PaymentStatus.COMPLETE, by=by
            ),
        )
    }

    def get_inlines(self, request: HttpRequest, obj: Order | None) -> Any:
        return self.inlines if obj else OrderAdmin.inlines

    @admin.display(description="money")
    def money(self, order: Order) -> str:
        if order.pk is None:
            return "–"
        amounts = amounts_of(order)
        return (
            f"{amounts.due} due, {amounts.paid} received, {amounts.refunded} given back"
        )

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """The attempts go with an order that was never paid."""
        rows, counts, rights, protected = super().get_deleted_objects(objs, request)
        rights.discard(Payment._meta.verbose_name)
        return rows, counts, rights, protected

    def has_pay_permission(self, request: HttpRequest, pk: Any = None) -> bool:
        """Offered while something is to be paid."""
        order = None if pk is None else self.get_object(request, str(pk))
        return (
            order is not None
            and order.payment_status in {PaymentStatus.PENDING, PaymentStatus.FAILED}
            and self.has_change_permission(request, order)
        )

    @action(
        description="Record as paid",
        icon="payments",
        url_path="pay",
        permissions=["pay"],
    )
    def pay(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self.step_on_page(request, object_id, "pay")

    @action(description="Record as paid", permissions=["change"])
    def pay_some(self, request: HttpRequest, rows: QuerySet[Order]) -> Any:
        return self.step_with(request, rows, "pay", "pay_some")
