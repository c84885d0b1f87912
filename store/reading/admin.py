"""Files of books in the admin: what became of them. They are brought by the API."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html
from unfold.decorators import display

from store.reading.choices import REASONS, FileStatus
from store.reading.models import BookFile
from store.reading.services import take_away
from store.vendors.admin_scope import VendorScoped

SHOWN = (
    *("product", "format", "is_sample", "edition", "state", "why", "bytes", "pages"),
    *("thumbnail", "title", "author_names", "language", "sha256"),
    *("uploaded_at", "replaced_at"),
)


@admin.register(BookFile)
class BookFileAdmin(VendorScoped):
    vendor_of = "book.product.vendor_id"
    member_actions = ("delete_selected",)
    member_fields = member_readonly_fields = SHOWN
    fields = readonly_fields = SHOWN
    list_display = [
        *("product", "format", "is_sample", "edition", "state", "pages", "bytes"),
        *("thumbnail", "uploaded_at", "replaced_at"),
    ]
    list_filter = ["status", "format", "is_sample"]
    list_per_page = 20
    list_select_related = ["book__product"]
    search_fields = ["book__product__title"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def delete_model(self, request: HttpRequest, obj: BookFile) -> None:
        take_away(edition=obj)

    def delete_queryset(
        self, request: HttpRequest, queryset: QuerySet[BookFile]
    ) -> None:
        for edition in queryset:
            take_away(edition=edition)

    @admin.display(description="product", ordering="book__product__title")
    def product(self, edition: BookFile) -> str:
        return edition.book.product.title

    @display(
        description="status",
        ordering="status",
        label={
            FileStatus.WAITING.label: "info",
            FileStatus.READY.label: "success",
            FileStatus.REFUSED.label: "danger",
        },
    )
    def state(self, edition: BookFile) -> str:
        return edition.get_status_display()

    @admin.display(description="why it was refused")
    def why(self, edition: BookFile) -> str:
        return REASONS.get(edition.reason, edition.reason)

    @admin.display(description="size", ordering="size")
    def bytes(self, edition: BookFile) -> str:
        return filesizeformat(edition.size)

    @admin.display(description="authors, as found")
    def author_names(self, edition: BookFile) -> str:
        return ", ".join(edition.authors)

    @admin.display(description="cover")
    def thumbnail(self, edition: BookFile) -> str:
        if not edition.cover:
            return ""
        return format_html('<img src="{}" class="thumbnail" alt="">', edition.cover.url)
