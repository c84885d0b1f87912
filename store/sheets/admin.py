"""Products as files in the admin: the same functions as behind the API."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import ngettext
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminFileFieldWidget, UnfoldAdminSelectWidget

from store.catalog.admin import ProductAdmin
from store.catalog.models import Product
from store.shared.errors import StoreError
from store.shared.identity import sells
from store.sheets.choices import FAILURES, OPEN, FileFormat, ImportStatus
from store.sheets.downloads import download
from store.sheets.errors import BadSheet
from store.sheets.models import ProductImport
from store.sheets.readers import open_sheet
from store.sheets.services import start_import
from store.vendors.admin_scope import VendorScoped
from store.vendors.models import Vendor
from store.vendors.rights import vendors_where

SECONDS_TO_RELOAD = 3
ADDED = ("vendor", "file", "dry_run")
SHOWN = (
    *("vendor", "file_name", "dry_run", "by", "state", "progress"),
    *("created", "updated", "unchanged", "problem_list"),
)
BRINGS_IN = "store.add_productimport"


class ImportForm(forms.ModelForm):
    file = forms.FileField(
        widget=UnfoldAdminFileFieldWidget,
        help_text="CSV in UTF-8 or XLSX, at most 10,000 rows and 5 MB.",
    )
    dry_run = forms.BooleanField(
        required=False, initial=True, help_text="Look at every row and write nothing."
    )

    class Meta:
        model = ProductImport
        fields = ("vendor", "dry_run")

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        self.content = upload.read()
        try:
            open_sheet(self.content)
        except BadSheet as refusal:
            names = ", ".join(refusal.extra.get("columns", []))
            text = f"{refusal.message} ({names})" if names else refusal.message
            raise forms.ValidationError(text, refusal.code) from None
        return upload


@admin.register(ProductImport)
class ProductImportAdmin(VendorScoped):
    """Started here, and then read: how far it is, and what is wrong with which row."""

    vendor_of = "vendor_id"
    form = ImportForm
    autocomplete_fields = ["vendor"]
    list_display = [
        *("file_name", "vendor", "dry_run", "state", "progress", "problems_count"),
        *("created_at", "by"),
    ]
    list_filter = ["status", "dry_run", ("vendor", admin.RelatedOnlyFieldListFilter)]
    list_per_page = 20
    list_select_related = ["vendor", "by"]
    search_fields = ["file_name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[ProductImport]:
        rows = super().get_queryset(request)
        is_list = request.resolver_match and not request.resolver_match.kwargs
        return rows.defer("problems") if is_list else rows

    def get_list_display(self, request: HttpRequest) -> Any:
        """Who of the store brought a file is not the vendor's to know."""
        hidden = {"by"} if sells(request.user) else set()
        return [name for name in self.list_display if name not in hidden]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return ADDED
        hidden = {"by"} if sells(request.user) else set()
        return [name for name in SHOWN if name not in hidden]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return SHOWN if obj else ()

    def choices_for_members(
        self, name: str, request: HttpRequest
    ) -> QuerySet[Any] | None:
        if name != "vendor":
            return None
        return Vendor.objects.for_vendors(self.vendors(request, "add"))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(
        self, request: HttpRequest, obj: ProductImport, form: Any, change: bool
    ) -> None:
        job = start_import(
            vendor=obj.vendor,
            by=request.user,
            content=form.content,
            file_name=form.cleaned_data["file"].name,
            dry_run=obj.dry_run,
        )
        obj.pk, obj.file_name = job.pk, job.file_name

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """One button: what was started is shown."""
        others = ("show_save_and_add_another", "show_save_and_continue")
        context = {**(extra_context or {}), **dict.fromkeys(others, False)}
        return super().add_view(request, form_url, context)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Most members have one shop."""
        own = self.vendors(request, "add") if sells(request.user) else set()
        return {"vendor": own.pop()} if len(own) == 1 else {}

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: Any = None
    ) -> HttpResponse:
        address = reverse("admin:store_productimport_change", args=[obj.pk])
        return HttpResponseRedirect(address)

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any
    ) -> Any:
        """The page comes back by itself while there is something to wait for."""
        response = super().change_view(request, object_id, *args, **kwargs)
        job = getattr(response, "context_data", {}).get("original")
        if job is not None and job.status in OPEN:
            response["Refresh"] = str(SECONDS_TO_RELOAD)
        return response

    @display(
        description="status",
        ordering="status",
        label={
            ImportStatus.WAITING.label: "info",
            ImportStatus.RUNNING.label: "info",
            ImportStatus.DONE.label: "success",
            ImportStatus.FAILED.label: "danger",
            "Refused": "danger",
        },
    )
    def state(self, job: ProductImport) -> str:
        refused = job.status == ImportStatus.DONE and job.problems_count
        return "Refused" if refused else job.get_status_display()

    @admin.display(description="rows")
    def progress(self, job: ProductImport) -> str:
        return f"{job.done:,} of {job.total:,}"

    @admin.display(description="problems")
    def problem_list(self, job: ProductImport) -> str:
        """What went wrong, or each row that is in the way."""
        if job.error:
            return FAILURES.get(job.error, job.error)
        if not job.problems:
            return "None" if job.status == ImportStatus.DONE else ""
        rows = format_html_join(
            "",
            "<tr><td>{}</td><td>{}</td><td>{}</td></tr>",
            (
                (one["row"] or "", one["column"] or "", one["message"])
                for one in job.problems
            ),
        )
        return format_html(
            "<p>{}. Nothing was written.</p><table class='problems'>"
            "<tr><th>Row</th><th>Column</th><th>Problem</th></tr>{}</table>",
            how_many(len(job.problems), job.problems_count),
            rows,
        )


def how_many(shown: int, count: int) -> str:
    words = ngettext("%s problem", "%s problems", count) % f"{count:,}"
    return words if shown == count else f"{words}, the first {shown:,} of them"


class ExportForm(forms.Form):
    vendor = forms.ModelChoiceField(
        Vendor.objects.none(), widget=UnfoldAdminSelectWidget
    )
    file_format = forms.ChoiceField(
        choices=FileFormat.choices, widget=UnfoldAdminSelectWidget
    )


admin.site.unregister(Product)


@admin.register(Product)
class SheetProductAdmin(ProductAdmin):
    """With the ways in and out above the list."""

    actions_list = ["bring_in", "take_out"]

    def has_import_permission(self, request: HttpRequest, *args: Any) -> bool:
        return request.user.has_perm(BRINGS_IN)

    def has_export_permission(self, request: HttpRequest, *args: Any) -> bool:
        return self.has_view_permission(request) and self.shops(request).exists()

    def shops(self, request: HttpRequest) -> QuerySet[Vendor]:
        """Whose products the user may take out: who brings them in, and staff."""
        if not sells(request.user):
            return Vendor.objects.all()
        keys = vendors_where(user=request.user, permission=BRINGS_IN)
        return Vendor.objects.for_vendors(keys)

    @action(
        description="Import",
        icon="upload",
        url_path="import",
        permissions=["import"],
    )
    def bring_in(self, request: HttpRequest) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:store_productimport_add"))

    @action(
        description="Export",
        icon="download",
        url_path="export",
        permissions=["export"],
    )
    def take_out(self, request: HttpRequest) -> HttpResponseBase:
        form = ExportForm(request.POST or None)
        shops = self.shops(request)
        form.fields["vendor"].queryset = shops  # type: ignore[attr-defined]
        form.fields["vendor"].initial = shops.first()
        if form.is_valid():
            try:
                return download(**form.cleaned_data)
            except StoreError as refusal:
                messages.error(request, refusal.message)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Export products",
            "form": form,
        }
        return TemplateResponse(request, "admin/store/product/export.html", context)
