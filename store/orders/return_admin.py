"""What customers want to give back, in the admin: a queue to be decided."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Case, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminTextareaWidget

from store.orders import returns
from store.orders.choices import MOST_OF_A_NOTE, ReturnStatus
from store.orders.return_models import ReturnRequest
from store.shared.errors import StoreError
from store.vendors.admin_scope import VendorScoped

COLOURS = {
    ReturnStatus.ASKED: "warning",
    ReturnStatus.ACCEPTED: "success",
    ReturnStatus.REFUSED: "danger",
    ReturnStatus.WITHDRAWN: "info",
}
ASKED_FIRST = Case(When(status=ReturnStatus.ASKED, then=Value(0)), default=Value(1))


class NoteForm(forms.Form):
    note = forms.CharField(
        max_length=MOST_OF_A_NOTE,
        widget=UnfoldAdminTextareaWidget,
        help_text="They read it as it stands here.",
    )


@admin.register(ReturnRequest)
class ReturnRequestAdmin(VendorScoped):
    """Nothing is written here but by the actions."""

    vendor_of = "vendor_id"
    member_actions = ("accept", "accept_unsellable", "refuse")
    member_fields = member_readonly_fields = (
        *("line", "order", "seller", "reason", "words", "status"),
        *("asked_at", "decided_at", "note", "restocked"),
    )

    actions = ["accept", "accept_unsellable", "refuse"]
    fields = [
        *("line", "order", "seller", "reason", "words", "status"),
        *("asked_at", "decided_at", "by", "note", "restocked"),
    ]
    list_display = ["line", "order", "seller", "reason", "state", "asked_at"]
    list_filter = ["status", "reason", "vendor"]
    list_per_page = 20
    list_select_related = ["item__product", "vendor"]
    ordering = [ASKED_FIRST.asc(), "-id"]
    readonly_fields = fields
    search_fields = ["item__order__id", "item__title", "vendor__shop_name"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Of a page: never. Of the list: to act."""
        return obj is None and super().has_change_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @display(description="status", ordering="status", label=COLOURS)
    def state(self, asked: ReturnRequest) -> tuple[str, str]:
        return asked.status, asked.get_status_display()

    @admin.display(description="line", ordering="item__title")
    def line(self, asked: ReturnRequest) -> str:
        return str(asked.item)

    @admin.display(description="order", ordering="item__order")
    def order(self, asked: ReturnRequest) -> str:
        return f"Order {asked.item.order_id}"

    @admin.display(description="vendor", ordering="vendor__shop_name")
    def seller(self, asked: ReturnRequest) -> str:
        return str(asked.vendor or "The store")

    @action(description="Accept selected, back into stock", permissions=["change"])
    def accept(self, request: HttpRequest, chosen: QuerySet[ReturnRequest]) -> None:
        decide = partial(returns.accept_return, by=request.user)
        self.decide_each(request, chosen, "accepted", decide)

    @action(description="Accept selected, not to be sold again", permissions=["change"])
    def accept_unsellable(
        self, request: HttpRequest, chosen: QuerySet[ReturnRequest]
    ) -> None:
        decide = partial(returns.accept_return, by=request.user, restock=False)
        self.decide_each(request, chosen, "accepted", decide)

    @action(description="Refuse selected", permissions=["change"])
    def refuse(
        self, request: HttpRequest, chosen: QuerySet[ReturnRequest]
    ) -> HttpResponse | None:
        """A page with the note to be filled in; once it is, the refusal."""
        form = NoteForm(request.POST if "said" in request.POST else None)
        if form.is_valid():
            note = form.cleaned_data["note"]
            decide = partial(returns.refuse_return, by=request.user, note=note)
            self.decide_each(request, chosen, "refused", decide)
            return None
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Refuse the chosen returns",
            "form": form,
            "chosen": chosen.select_related("item__product"),
        }
        return TemplateResponse(
            request, "admin/store/returnrequest/refuse.html", context
        )

    def decide_each(
        self,
        request: HttpRequest,
        chosen: QuerySet[ReturnRequest],
        done: str,
        decide: Callable[..., None],
    ) -> None:
        """Each by itself; what was decided already is named."""
        count, late = 0, []
        for asked in chosen.select_related("item__product").order_by("pk"):
            try:
                decide(request=asked)
                count += 1
            except StoreError:
                late.append(str(asked.item))
        if count:
            text = f"{count} {done}; the customers are told."
            self.message_user(request, text, messages.SUCCESS)
        if late:
            text = f"Can't be {done} any more: {', '.join(late)}."
            self.message_user(request, text, messages.WARNING)
