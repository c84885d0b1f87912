"""Payments in the admin: read, and brought on by the rules."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from unfold.admin import TabularInline
from unfold.decorators import action, display

from store.payments import cash, services
from store.payments.admin_steps import (
    CollectForm,
    NoForm,
    NoteForm,
    ReadInline,
    ReferenceForm,
    Step,
    StepsAdmin,
    TransferForm,
    link_to_order,
    what_is_paid,
)
from store.payments.choices import OPEN, AttemptStatus, Holder, PaymentMethod
from store.payments.models import Payment, PaymentChange
from store.shared.identity import sells
from store.vendors.admin_scope import VendorScoped

COLOURS = {
    AttemptStatus.PENDING: "warning",
    AttemptStatus.TO_CONFIRM: "warning",
    AttemptStatus.CONFIRMED: "info",
    AttemptStatus.COLLECTED: "info",
    AttemptStatus.REMITTED: "success",
    AttemptStatus.PAID: "success",
    AttemptStatus.REFUSED: "danger",
    AttemptStatus.FAILED: "danger",
    AttemptStatus.EXPIRED: "danger",
    AttemptStatus.CANCELLED: "danger",
}
CASH = PaymentMethod.CASH_ON_DELIVERY
Kinds = set[tuple[str, str]]
WAITING: Kinds = {(CASH, AttemptStatus.TO_CONFIRM), (CASH, AttemptStatus.CONFIRMED)}
# Which step a payment of which kind may take now.
LEGAL: dict[str, Kinds] = {
    "confirm": {(CASH, AttemptStatus.TO_CONFIRM)},
    "collect": WAITING,
    "remit": {(CASH, AttemptStatus.COLLECTED)},
    "refuse": WAITING,
    "record": {
        (PaymentMethod.MANUAL, status) for status in (*OPEN, AttemptStatus.CANCELLED)
    },
    "cancel": {(method, status) for method in PaymentMethod for status in OPEN},
}
STEPS = {
    "confirm": Step(
        "Confirm",
        "The buyer was reached and means it:",
        NoteForm,
        lambda row, by, **said: cash.confirm(payment=row, by=by, **said),
    ),
    "collect": Step(
        "Collected",
        "The buyer paid at the door; what was shipped is delivered and sold:",
        CollectForm,
        lambda row, by, **said: cash.collect(payment=row, by=by, **said),
    ),
    "remit": Step(
        "Handed over",
        "The vendor brought the cash to the store:",
        ReferenceForm,
        lambda row, by, **said: cash.remit(payment=row, by=by, **said),
    ),
    "refuse": Step(
        "Refused at the door",
        "Nothing is paid; what was shipped is returned, the rest cancelled:",
        NoteForm,
        lambda row, by, **said: cash.refuse(payment=row, by=by, **said),
    ),
    "record": Step(
        "Record transfer",
        "The transfer is on the statement:",
        TransferForm,
        lambda row, by, **said: services.record_transfer(payment=row, by=by, **said),
    ),
    "cancel": Step(
        "Cancel",
        "Nobody will pay in this way:",
        NoForm,
        lambda row, by: services.cancel_payment(payment=row, by=by),
    ),
}
OF_STAFF = ("remit", "record", "cancel")


class ChangeInline(ReadInline, TabularInline):
    model = PaymentChange
    verbose_name_plural = "history"
    fields = readonly_fields = ["at", "from_status", "to_status", "note", "by"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Who of the store did it is not the vendor's to know."""
        hidden = {"by"} if sells(request.user) else set()
        return [name for name in self.fields if name not in hidden]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("by")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The history of what one may see."""
        return True


@admin.register(Payment)
class PaymentAdmin(StepsAdmin, VendorScoped):
    """Vendors' people see the cash on delivery of their own parts."""

    vendor_of = "vendor_id"
    steps = STEPS
    member_actions = ("confirm_some", "collect_some", "refuse_some")
    member_fields = member_readonly_fields = (
        *("number", "method", "status", "amount", "currency", "held_by"),
        *("reference", "created_at", "received_at"),
    )

    actions = [f"{name}_some" for name in STEPS]
    actions_detail = list(STEPS)
    fields = readonly_fields = [
        *("order_link", "seller", "method", "status", "amount", "currency", "held_by"),
        *("reference", "provider_id", "error", "created_at", "received_at"),
    ]
    inlines = [ChangeInline]
    list_display = [
        *("id", "order_link", "seller", "method", "state", "amount", "held_by"),
        "created_at",
    ]
    list_filter = ["status", "method", "held_by", "created_at"]
    list_per_page = 20
    list_select_related = ["order", "vendor_order__vendor"]
    ordering = ["-created_at", "-id"]
    search_fields = ["order__id", "reference", "provider_id"]

    def get_list_display(self, request: HttpRequest) -> Any:
        columns = super().get_list_display(request)
        if not sells(request.user):
            return columns
        return ["number" if name == "order_link" else name for name in columns]

    @display(description="status", ordering="status", label=COLOURS)
    def state(self, payment: Payment) -> tuple[str, str]:
        return payment.status, payment.get_status_display()

    @admin.display(description="order", ordering="order")
    def order_link(self, payment: Payment) -> str:
        return link_to_order(payment.order_id)

    @admin.display(description="order", ordering="order")
    def number(self, payment: Payment) -> str:
        return f"Order {payment.order_id}"

    @admin.display(description="for", ordering="vendor_order__vendor__shop_name")
    def seller(self, payment: Payment) -> str:
        return what_is_paid(payment)

    # --- Steps ----------------------------------------------------------------

    def form_of(self, step: Step, request: HttpRequest) -> type[forms.Form]:
        """Members collect for themselves."""
        own = step is STEPS["collect"] and sells(request.user)
        return NoForm if own else step.form

    def said_of(self, name: str, request: HttpRequest, said: Any) -> dict[str, Any]:
        if name == "collect" and sells(request.user):
            return {"held_by": Holder.VENDOR}
        return said

    def may(self, request: HttpRequest, name: str, pk: Any) -> bool:
        """Whether this step is offered to this user, for this payment."""
        if not self.has_change_permission(request):
            return False
        if name in OF_STAFF and sells(request.user):
            return False
        payment = None if pk is None else self.get_object(request, str(pk))
        return payment is not None and (payment.method, payment.status) in LEGAL[name]

    def has_confirm_permission(self, request: HttpRequest, pk: Any = None) -> bool:
        return self.may(request, "confirm", pk)

    @action(
        description="Confirm", icon="check", url_path="confirm", permissions=["confirm"]
    )
    def confirm(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self.step_on_page(request, object_id, "confirm")

    @action(description="Confirm", permissions=["change"])
    def confirm_some(self, request: HttpRequest, rows: QuerySet[Payment]) -> Any:
        return self.step_with(request, rows, "confirm", "confirm_some")

    def has_collect_permission(self, request: HttpRequest, pk: Any = None) -> bool:
        return self.may(request, "collect", pk)

    @action(
        description="Collected",
        icon="payments",
        url_path="collect",
        permissions=["collect"],
    )
    def collect(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self.step_on_page(request, object_id, "collect")

    @action(description="Collected", permissions=["change"])
    def collect_some(self, request: HttpRequest, rows: QuerySet[Payment]) -> Any:
        return self.step_with(request, rows, "collect", "collect_some")

    def has_remit_permission(self, request: HttpRequest, pk: Any = None) -> bool:
        return self.may(request, "remit", pk)

    @action(
        description="Handed over",
        icon="account_balance",
        url_path="remit",
        permissions=["remit"],
    )
    def remit(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self.step_on_page(request, object_id, "remit")

    @action(description="Handed over", permissions=["change"])
    def remit_some(self, request: HttpRequest, rows: QuerySet[Payment]) -> Any:
        return self.step_with(request, rows, "remit", "remit_some")

    def has_refuse_permission(self, request: HttpRequest, pk: Any = None) -> bool:
        return self.may(request, "refuse", pk)

    @action(
        description="Refused at the door",
        icon="block",
        url_path="refuse",
        permissions=["refuse"],
    )
    def refuse(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self.step_on_page(request, object_id, "refuse")

    @action(description="Refused at the door", permissions=["change"])
    def refuse_some(self, request: HttpRequest, rows: QuerySet[Payment]) -> Any:
        return self.step_with(request, rows, "refuse", "refuse_some")

    def has_record_permission(self, request: HttpRequest, pk: Any = None) -> bool:
        return self.may(request, "record", pk)

    @action(
        description="Record transfer",
        icon="receipt_long",
        url_path="record",
        permissions=["record"],
    )
    def record(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self.step_on_page(request, object_id, "record")

    @action(description="Record transfer", permissions=["change"])
    def record_some(self, request: HttpRequest, rows: QuerySet[Payment]) -> Any:
        return self.step_with(request, rows, "record", "record_some")

    def has_cancel_permission(self, request: HttpRequest, pk: Any = None) -> bool:
        return self.may(request, "cancel", pk)

    @action(
        description="Cancel", icon="close", url_path="cancel", permissions=["cancel"]
    )
    def cancel(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self.step_on_page(request, object_id, "cancel")

    @action(description="Cancel", permissions=["change"])
    def cancel_some(self, request: HttpRequest, rows: QuerySet[Payment]) -> Any:
        return self.step_with(request, rows, "cancel", "cancel_some")
