"""Steps that the admin takes with payments and refunds: asked for once more, then done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from unfold.widgets import (
    UnfoldAdminDecimalFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
)

from store.orders.priced_lines import AMOUNT_DIGITS
from store.payments.choices import Holder
from store.payments.models import Payment
from store.shared.admin import StoreAdmin
from store.shared.errors import StoreError
from store.shared.money import CENT


class NoForm(forms.Form):
    """Nothing is asked but whether one means it."""


class NoteForm(forms.Form):
    note = forms.CharField(
        max_length=255, required=False, widget=UnfoldAdminTextInputWidget
    )


class ReferenceForm(forms.Form):
    reference = forms.CharField(
        max_length=255,
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text="Of the transfer or the receipt.",
    )


class TransferForm(forms.Form):
    amount = forms.DecimalField(
        max_digits=AMOUNT_DIGITS,
        decimal_places=2,
        min_value=CENT,
        required=False,
        widget=UnfoldAdminDecimalFieldWidget,
        help_text="Left empty: what was asked for.",
    )
    reference = forms.CharField(
        max_length=255,
        widget=UnfoldAdminTextInputWidget,
        help_text="As the bank has it.",
    )


class CollectForm(forms.Form):
    held_by = forms.ChoiceField(
        label="Who has the cash",
        choices=Holder.choices,
        widget=UnfoldAdminSelectWidget,
        help_text="Of its own goods always the store.",
    )


class RefundForm(ReferenceForm):
    paid_by = forms.ChoiceField(
        label="Whose money it was",
        choices=Holder.choices,
        widget=UnfoldAdminSelectWidget,
        help_text="Of its own goods always the store's.",
    )


class Step(NamedTuple):
    """`do(row, by, **what the form says)` raises a StoreError, or it is done."""

    title: str
    explanation: str
    form: type[forms.Form]
    do: Callable[..., Any]


class TakesSteps(StoreAdmin):
    """Offers steps on the page of a row and in the list."""

    steps: dict[str, Step]

    def form_of(self, step: Step, request: HttpRequest) -> type[forms.Form]:
        return step.form

    def said_of(self, name: str, request: HttpRequest, said: Any) -> dict[str, Any]:
        return said

    def step_with(
        self, request: HttpRequest, rows: QuerySet[Any], name: str, action: str = ""
    ) -> HttpResponse | None:
        """A page that says what will be done and asks what it needs; then the step."""
        step = self.steps[name]
        form = self.form_of(step, request)(
            request.POST if "said" in request.POST else None
        )
        if form.is_valid():
            said = self.said_of(name, request, form.cleaned_data)
            self.take(request, rows, step, said)
            return None
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": step.title,
            "explanation": step.explanation,
            "action": action,
            "form": form,
            "rows": rows,
        }
        return TemplateResponse(request, "admin/store/payment/step.html", context)

    def step_on_page(
        self, request: HttpRequest, object_id: str, name: str
    ) -> HttpResponse:
        """The same from the page of one row, and back to it."""
        row = self.get_object(request, object_id)
        if row is None or not self.has_change_permission(request):
            raise PermissionDenied
        one = self.get_queryset(request).filter(pk=row.pk)
        page = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        back = HttpResponseRedirect(reverse(page, args=[row.pk]))
        return self.step_with(request, one, name) or back

    def take(
        self,
        request: HttpRequest,
        rows: Iterable[Any],
        step: Step,
        said: dict[str, Any],
    ) -> None:
        """Each row by itself; one that can't is named, with the reason."""
        done = 0
        for row in rows:
            try:
                step.do(row, request.user, **said)
                done += 1
            except StoreError as refusal:
                self.message_user(
                    request, f"{row}: {refusal.message}", messages.WARNING
                )
        if done:
            self.message_user(request, f"{step.title}: {done}.", messages.SUCCESS)


class StepsAdmin(TakesSteps):
    """Rows are written by rules alone: no page of one can be saved, none is deleted."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Of a page: never. Of the list: to act."""
        return obj is None and super().has_change_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadInline:
    """Rows that are shown, and written elsewhere."""

    extra = 0
    can_delete = False
    hide_title = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def link_to_order(pk: int | None) -> str:
    if pk is None:
        return "–"
    url = reverse("admin:store_order_change", args=[pk])
    return format_html('<a class="list-link" href="{}">Order {}</a>', url, pk)


def link_to_page(row: Model) -> str:
    options = row._meta
    page = f"admin:{options.app_label}_{options.model_name}_change"
    url = reverse(page, args=[row.pk])
    return format_html('<a class="list-link" href="{}">{}</a>', url, row.pk)


def what_is_paid(payment: Payment) -> str:
    if payment.vendor_order is None:
        return "The whole order"
    return str(payment.vendor_order.vendor or "The store")
