"""Ledger and payouts in the admin: read, settled, and recorded as paid."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminTextInputWidget

from store.payments.balances import sums_by_kind, totals_of_payout
from store.payments.choices import EntryKind
from store.payments.errors import NothingToSettle
from store.payments.ledger_models import LedgerEntry, Payout
from store.payments.payouts import record_payout_paid, settle_vendor
from store.vendors.admin_scope import VendorScoped
from store.vendors.models import Vendor

SHOWN_ROWS = 50


class ReadOnlyPage(VendorScoped):
    """Money is written by the rules alone."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class SettledFilter(admin.SimpleListFilter):
    title = parameter_name = "settled"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Yes"), ("no", "No")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "yes":
            return queryset.settled()
        return queryset.unsettled() if self.value() == "no" else queryset


def money(value: Any) -> str:
    """Right-aligned in a column of its own, with its thousands apart."""
    return format_html('<span class="money">{}</span>', f"{value:,.2f}")


@admin.register(LedgerEntry)
class LedgerEntryAdmin(ReadOnlyPage):
    """Read only; the sums above the list are of all that the filters leave."""

    vendor_of = "vendor_id"
    list_display = [
        *("at", "account", "kind_of_row", "sum", "order_number", "settled_by"),
        "note",
    ]
    list_display_links = ["at"]
    list_filter = ["kind", SettledFilter, ("vendor", admin.RelatedOnlyFieldListFilter)]
    list_per_page = 50
    list_select_related = ["vendor"]
    list_before_template = "admin/store/ledgerentry/sums.html"
    ordering = ["-id"]
    fields = member_fields = member_readonly_fields = (
        *("at", "account", "kind", "amount", "tax", "rate", "order_number"),
        *("item_title", "settled_by", "note"),
    )
    readonly_fields = fields
    search_fields = ["=order__id", "=id"]
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: Any = super().get_queryset(request)
        return rows.with_payouts()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        response = super().changelist_view(request, *args, **kwargs)
        context = getattr(response, "context_data", None) or {}
        if "cl" in context:
            rows = LedgerEntry.objects.filter(
                pk__in=context["cl"].queryset.values("pk")
            )
            sums = sums_by_kind(rows)
            context["sums"] = [
                (EntryKind(kind).label, total) for kind, total in sums.items() if total
            ]
            context["total"] = sum(sums.values())
        return response

    @admin.display(description="account", ordering="vendor__shop_name")
    def account(self, entry: LedgerEntry) -> str:
        return str(entry.vendor or "The store")

    @display(description="kind", ordering="kind", label=True)
    def kind_of_row(self, entry: LedgerEntry) -> str:
        return entry.get_kind_display()

    @admin.display(description="amount", ordering="amount")
    def sum(self, entry: LedgerEntry) -> str:
        return money(entry.amount)

    @admin.display(description="order", ordering="order")
    def order_number(self, entry: LedgerEntry) -> str:
        return f"Order {entry.order_id}" if entry.order_id else "–"

    @admin.display(description="line")
    def item_title(self, entry: LedgerEntry) -> str:
        return str(entry.item) if entry.item else "–"

    @admin.display(description="payout")
    def settled_by(self, entry: Any) -> str:
        if entry.settled_by is None:
            return "–"
        url = reverse("admin:store_payout_change", args=[entry.settled_by])
        return format_html(
            '<a class="list-link" href="{}">{}</a>', url, entry.settled_by
        )


class PaidForm(forms.Form):
    reference = forms.CharField(
        max_length=255,
        widget=UnfoldAdminTextInputWidget,
        help_text="Of the transfer; it stands on the statement.",
    )


@admin.register(Payout)
class PayoutAdmin(ReadOnlyPage):
    """Made from the list of vendors; here it is read, printed and recorded as paid."""

    vendor_of = "vendor_id"
    actions = ["record_paid"]
    list_display = [
        *("number", "vendor", "sum", "currency", "until", "created_at", "state"),
        "reference",
    ]
    list_filter = [
        ("paid_at", admin.EmptyFieldListFilter),
        ("vendor", admin.RelatedOnlyFieldListFilter),
    ]
    list_per_page = 20
    list_select_related = ["vendor"]
    ordering = ["-id"]
    fields = member_fields = member_readonly_fields = (
        *("number", "vendor", "sum", "currency", "until", "created_at", "paid_at"),
        *("reference", "files", "named_rows"),
    )
    readonly_fields = fields
    search_fields = ["=id", "reference", "vendor__shop_name"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Of a page: never. Of the list: to act."""
        return obj is None and super().has_change_permission(request)

    @admin.display(description="payout", ordering="id")
    def number(self, payout: Payout) -> str:
        return f"No. {payout.pk}"

    @admin.display(description="amount", ordering="amount")
    def sum(self, payout: Payout) -> str:
        return money(payout.amount)

    @display(
        description="state",
        ordering="paid_at",
        label={"paid": "success", "waiting": "warning"},
    )
    def state(self, payout: Payout) -> tuple[str, str]:
        return ("paid", "Paid") if payout.paid_at else ("waiting", "Not paid yet")

    @admin.display(description="to print or keep")
    def files(self, payout: Payout) -> str:
        keys = [payout.vendor_id, payout.pk]
        return format_html(
            '<a class="list-link" href="{}">Statement</a> · '
            '<a class="list-link" href="{}?format=csv">CSV</a>',
            reverse("vendor-payouts-statement", args=keys),
            reverse("vendor-payout-rows", args=keys),
        )

    @admin.display(description="rows")
    def named_rows(self, payout: Payout) -> str:
        """The sums by kind, and the newest rows: there may be a hundred thousand."""
        named = LedgerEntry.objects.filter(settled_in__payout=payout)
        sums = totals_of_payout(payout)
        context = {
            "sums": [(EntryKind(k).label, total) for k, total in sums.items() if total],
            "total": payout.amount,
            "rows": named.order_by("-pk")[:SHOWN_ROWS],
            "count": payout.lines.count(),
        }
        return render_to_string("admin/store/payout/rows.html", context)

    @action(description="Record as paid", permissions=["change"])
    def record_paid(
        self, request: HttpRequest, payouts: QuerySet[Payout]
    ) -> HttpResponse | None:
        """A page that asks for the reference; once it is there, all of them or none."""
        form = PaidForm(request.POST if "said" in request.POST else None)
        if form.is_valid():
            return self.write_paid(request, payouts, form.cleaned_data["reference"])
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Record the chosen payouts as paid",
            "form": form,
            "payouts": payouts.select_related("vendor"),
        }
        return TemplateResponse(request, "admin/store/payout/paid.html", context)

    @transaction.atomic
    def write_paid(
        self, request: HttpRequest, payouts: QuerySet[Payout], reference: str
    ) -> None:
        chosen = list(payouts.order_by("pk"))
        for payout in chosen:
            record_payout_paid(payout=payout, reference=reference)
        messages.success(request, f"Recorded as paid: {len(chosen)}.")


class SettlesVendors:
    """For the page of vendors: an action that makes a payout of each."""

    def has_settle_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("store.add_payout")

    @action(description="Settle up to now", permissions=["settle"])
    def settle(self, request: HttpRequest, queryset: QuerySet[Vendor]) -> None:
        """Each by itself; one with nothing to settle is named."""
        settled, left = [], []
        for vendor in queryset.order_by("pk"):
            try:
                payout = settle_vendor(vendor=vendor, by=request.user)
                settled.append(f"{vendor} {payout.amount:,.2f} {payout.currency}")
            except NothingToSettle:
                left.append(str(vendor))
        if settled:
            messages.success(request, f"Settled: {', '.join(settled)}.")
        if left:
            messages.warning(request, f"Nothing to settle: {', '.join(left)}.")
