"""Vendors in the admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from unfold.admin import TabularInline
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminTextareaWidget

from store.shared.admin import JoinedForm, JoinedInline, link_to_list
from store.shared.identity import sells
from store.vendors import services
from store.vendors.admin_scope import VendorScoped
from store.vendors.choices import MOST_OF_A_REASON, VendorStatus
from store.vendors.models import Vendor, VendorMember, VendorStatusChange


class VendorMemberForm(JoinedForm):
    """Whose a membership is stays: with its end the rights that it gave end as well."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if user := self.fields.get("user"):
            user.disabled = self.instance.pk is not None


class VendorMemberInline(JoinedInline, TabularInline):
    model = VendorMember
    form = VendorMemberForm
    autocomplete_fields = ["user"]
    extra = 0

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """An owner does not choose among everybody's accounts: they invite by e-mail."""
        return ("person" if sells(request.user) else "user", "role")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("person",) if sells(request.user) else ()

    @admin.display(description="user")
    def person(self, member: VendorMember) -> str:
        return f"{member.user} <{member.user.email}>"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_add_permission(request, obj)
        return allowed and not sells(request.user)


class StatusChangeInline(TabularInline):
    """What was decided, by whom and why: to be read."""

    model = VendorStatusChange
    verbose_name_plural = "history"
    fields = readonly_fields = ["at", "from_status", "to_status", "reason", "by"]
    extra = 0

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A vendor is told why, not by whom."""
        hidden = {"by"} if sells(request.user) else set()
        return [name for name in self.fields if name not in hidden]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("by")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReasonForm(forms.Form):
    reason = forms.CharField(
        max_length=MOST_OF_A_REASON,
        widget=UnfoldAdminTextareaWidget,
        help_text="They read it as it stands here.",
    )


@admin.register(Vendor)
class VendorAdmin(VendorScoped):
    """The status is changed by actions alone, so that each change is recorded and told.

    An owner writes what the API lets an owner write.
    """

    vendor_of = "pk"
    member_readonly_fields = ("shop_name", "slug", "status")
    member_fields = (
        *("shop_name", "slug", "status", "is_open", "description", "image"),
        *("contact", "email", "address"),
    )

    actions = ["approve", "suspend", "reject"]
    inlines = [VendorMemberInline, StatusChangeInline]
    readonly_fields = ["status"]
    list_display = ["shop_name", "state", "is_open", "products_count", "created_at"]
    list_filter = ["status", "is_open"]
    list_per_page = 20
    ordering = ["shop_name", "id"]  # a grouped query forgets the model's
    prepopulated_fields = {"slug": ["shop_name"]}
    search_fields = ["shop_name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Vendor]:
        return super().get_queryset(request).annotate(products_count=Count("products"))

    def save_model(
        self, request: HttpRequest, obj: Vendor, form: Any, change: bool
    ) -> None:
        """What was edited alone: the status may have changed since the page was opened."""
        obj.save(update_fields=form.changed_data if change else None)

    def save_formset(
        self, request: HttpRequest, form: Any, formset: Any, change: bool
    ) -> None:
        """People as the API changes them: a shop keeps an owner."""
        if formset.model is not VendorMember or not sells(request.user):
            super().save_formset(request, form, formset, change)
            return
        for member in formset.save(commit=False):
            services.change_role(member=member, role=member.role)
        for member in formset.deleted_objects:
            services.remove_member(member=member)

    @display(
        description="status",
        ordering="status",
        label={
            VendorStatus.PENDING: "warning",
            VendorStatus.APPROVED: "success",
            VendorStatus.SUSPENDED: "danger",
            VendorStatus.REJECTED: "danger",
        },
    )
    def state(self, vendor: Vendor) -> tuple[str, str]:
        return vendor.status, vendor.get_status_display()

    @admin.display(description="products", ordering="products_count")
    def products_count(self, vendor: Any) -> str:
        return link_to_list(
            Vendor._meta.get_field("products").related_model,
            vendor.products_count,
            vendor__id__exact=vendor.pk,
        )

    @action(description="Approve", permissions=["change"])
    def approve(self, request: HttpRequest, queryset: QuerySet[Vendor]) -> None:
        self.change_status(request, queryset, VendorStatus.APPROVED)

    @action(description="Suspend", permissions=["change"])
    def suspend(
        self, request: HttpRequest, queryset: QuerySet[Vendor]
    ) -> HttpResponse | None:
        return self.ask_why(request, queryset, "suspend", VendorStatus.SUSPENDED)

    @action(description="Reject", permissions=["change"])
    def reject(
        self, request: HttpRequest, queryset: QuerySet[Vendor]
    ) -> HttpResponse | None:
        return self.ask_why(request, queryset, "reject", VendorStatus.REJECTED)

    def ask_why(
        self,
        request: HttpRequest,
        queryset: QuerySet[Vendor],
        name: str,
        to: VendorStatus,
    ) -> HttpResponse | None:
        """A page with the reason to be filled in; once it is, the change."""
        form = ReasonForm(request.POST if "said" in request.POST else None)
        if form.is_valid():
            reason = form.cleaned_data["reason"]
            return self.change_status(request, queryset, to, reason=reason)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"{name.capitalize()} the chosen vendors",
            "action": name,
            "form": form,
            "vendors": queryset,
        }
        return TemplateResponse(request, "admin/store/vendor/reason.html", context)

    @transaction.atomic
    def change_status(
        self,
        request: HttpRequest,
        queryset: QuerySet[Vendor],
        to: VendorStatus,
        reason: str = "",
    ) -> None:
        """All of them or none."""
        vendors = list(queryset.order_by("pk"))
        for vendor in vendors:
            services.change_status(vendor=vendor, to=to, by=request.user, reason=reason)
        count = f"{len(vendors)} vendor{'s' if len(vendors) > 1 else ''}"
        messages.success(request, f"{count} {to.label.lower()}; the owners are told.")
