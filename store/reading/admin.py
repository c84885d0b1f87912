"""Files of books in the admin, with who holds and downloads them. The API brings them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import OuterRef, QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import ngettext
from unfold.admin import TabularInline
from unfold.decorators import display

from store.catalog.models import Product
from store.library.admin import LibraryEntryAdmin
from store.library.models import LibraryEntry
from store.reading.choices import REASONS, FileStatus
from store.reading.downloads import let_download_anew, limit
from store.reading.models import BookFile, Download
from store.reading.querysets import count_of
from store.reading.services import take_away
from store.sheets.admin import SheetProductAdmin
from store.vendors.admin_scope import VendorScoped

SHOWN = (
    *("product", "format", "is_sample", "edition", "state", "why", "bytes", "pages"),
    "holders",
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
        *("thumbnail", "holders", "uploaded_at", "replaced_at"),
    ]
    list_filter = ["status", "format", "is_sample"]
    list_per_page = 20
    list_select_related = ["book__product"]
    search_fields = ["book__product__title"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[BookFile]:
        rows: Any = super().get_queryset(request)
        return rows.with_holders()

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

    @admin.display(description="held by", ordering="holders")
    def holders(self, edition: Any) -> int:
        """How many customers hold the book."""
        count: int = edition.holders
        return count

    @admin.display(description="cover")
    def thumbnail(self, edition: BookFile) -> str:
        return cover_of(edition)


def cover_of(edition: BookFile) -> str:
    if not edition.cover:
        return ""
    return format_html('<img src="{}" class="thumbnail" alt="">', edition.cover.url)


class ReadProductAdmin(SheetProductAdmin):
    """A product with the files that it has as a book."""

    readonly_fields = [*SheetProductAdmin.readonly_fields, "book_files"]
    member_fields: ClassVar[tuple[str, ...]] = (
        *SheetProductAdmin.member_fields,
        "book_files",
    )
    member_readonly_fields: ClassVar[tuple[str, ...]] = (
        *SheetProductAdmin.member_readonly_fields,
        "book_files",
    )

    @admin.display(description="files of the book")
    def book_files(self, product: Product) -> str:
        if product.pk is None:
            return "–"
        files = list(BookFile.objects.filter(book=product.pk).order_by("-pk"))
        covers = (cover_of(edition) for edition in files if edition.cover)
        lines = format_html_join(
            mark_safe("<br>"),
            '<a class="list-link" href="{}">{}</a>: {}, {}',
            (
                (
                    reverse("admin:store_bookfile_change", args=[edition.pk]),
                    name_of(edition),
                    edition.get_status_display(),
                    count_pages(edition),
                )
                for edition in files
            ),
        )
        # One is enough: they are covers of one book.
        return format_html("{}<br>{}", next(covers, ""), lines) if files else "–"


def count_pages(edition: BookFile) -> str:
    if edition.pages is None:
        return "no pages"
    return ngettext("%d page", "%d pages", edition.pages) % edition.pages


def name_of(edition: BookFile) -> str:
    kind = "sample" if edition.is_sample else f"edition {edition.edition}"
    return f"{edition.get_format_display()}, {kind}"


class DownloadInline(TabularInline):
    """Of the last days: older ones are deleted."""

    model = Download
    extra = 0
    fields = readonly_fields = ["edition", "at", "counts"]
    verbose_name_plural = "downloads"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Download]:
        rows = super().get_queryset(request)
        return rows.select_related("edition__book__product")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadEntryAdmin(LibraryEntryAdmin):
    """What is held, with how often it was downloaded."""

    inlines = [DownloadInline]
    actions = ["let_download_anew"]
    list_display = [*LibraryEntryAdmin.list_display, "downloaded"]

    def get_inlines(self, request: HttpRequest, obj: LibraryEntry | None) -> Any:
        return self.inlines if obj else []

    def get_queryset(self, request: HttpRequest) -> QuerySet[LibraryEntry]:
        counted = Download.objects.counted().filter(entry=OuterRef("pk"))
        return super().get_queryset(request).annotate(used=count_of(counted))

    @admin.display(description="downloads", ordering="used")
    def downloaded(self, entry: Any) -> str:
        most = limit()
        return f"{entry.used} of {most}" if most else str(entry.used)

    @admin.action(description="Let them download anew", permissions=["add"])
    def let_download_anew(
        self, request: HttpRequest, queryset: QuerySet[LibraryEntry]
    ) -> None:
        for entry in queryset:
            self.log_change(request, entry, "Downloads count from zero.")
        let_download_anew(entry_ids=[entry.pk for entry in queryset])
        self.message_user(request, "Downloads count from zero.", messages.SUCCESS)


admin.site.unregister([Product, LibraryEntry])
admin.site.register(Product, ReadProductAdmin)
admin.site.register(LibraryEntry, ReadEntryAdmin)
