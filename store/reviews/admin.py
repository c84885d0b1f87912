"""Reviews in the admin."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib import admin, messages
from django.db.models import Case, QuerySet, Value, When
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.text import Truncator
from unfold.admin import StackedInline
from unfold.decorators import action, display

from store.reviews.choices import ReportStatus
from store.reviews.models import Review, ReviewReply, ReviewReport
from store.reviews.reports import moderate_reviews
from store.reviews.services import delete_reviews, rate_anew
from store.shared.admin import StoreAdmin
from store.vendors.admin_scope import VendorScoped

COLOURS = {
    ReportStatus.WAITING: "warning",
    ReportStatus.KEPT: "success",
    ReportStatus.HIDDEN: "danger",
}
WAITING_FIRST = Case(When(status=ReportStatus.WAITING, then=Value(0)), default=Value(1))


class ReplyInline(StackedInline):
    model = ReviewReply
    verbose_name_plural = "the vendor's reply"
    fields = ["text", "replied_at", "by"]
    readonly_fields = ["replied_at", "by"]
    extra = 0


@admin.register(Review)
class ReviewAdmin(VendorScoped):
    """Members of a vendor read what is said of its products, not by which account."""

    vendor_of = "product.vendor_id"
    member_fields = member_readonly_fields = (
        *("product", "name", "rating", "description", "date"),
    )

    actions = ["hide", "keep"]
    autocomplete_fields = ["product", "customer"]
    inlines = [ReplyInline]
    list_display = ["name", "product", "rating", "date", "helpful_count", "is_hidden"]
    list_filter = ["is_hidden", "rating", "date"]
    list_per_page = 20
    list_select_related = ["product"]
    readonly_fields = ["is_hidden", "helpful_count"]
    search_fields = ["name", "description", "product__title"]

    @action(description="Hide selected", permissions=["change"])
    def hide(self, request: HttpRequest, chosen: QuerySet[Review]) -> None:
        moderate(self, request, chosen.values_list("pk", flat=True), hide=True)

    @action(description="Keep selected, show hidden ones", permissions=["change"])
    def keep(self, request: HttpRequest, chosen: QuerySet[Review]) -> None:
        moderate(self, request, chosen.values_list("pk", flat=True), hide=False)

    def save_model(
        self, request: HttpRequest, obj: Review, form: ModelForm, change: bool
    ) -> None:
        """What the form changed alone: readers vote meanwhile. The product before too."""
        obj.save(update_fields=form.changed_data if change else None)
        before = {form.initial["product"]} if change else set()
        rate_anew(product_ids={obj.product_id, *before})

    def save_formset(
        self, request: HttpRequest, form: Any, formset: Any, change: bool
    ) -> None:
        for reply in formset.save(commit=False):
            reply.by = request.user
            reply.save()
        formset.save()

    def delete_model(self, request: HttpRequest, obj: Review) -> None:
        delete_reviews(review_ids=[obj.pk])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Review]) -> None:
        delete_reviews(review_ids=list(queryset.values_list("pk", flat=True)))


@admin.register(ReviewReport)
class ReviewReportAdmin(StoreAdmin):
    """What readers reported: the store looks, and hides or keeps the review.

    Nothing is written here but by the actions.
    """

    actions = ["hide", "keep"]
    fields = [
        *("said", "author", "stars", "product", "reason", "words", "reported_at"),
        *("status", "answered_at", "by"),
    ]
    list_display = ["said", "stars", "product", "reason", "words", "state", "reported"]
    list_filter = ["status", "reason"]
    list_per_page = 20
    list_select_related = ["review__product"]
    ordering = [WAITING_FIRST.asc(), "-id"]
    readonly_fields = fields
    search_fields = ["review__description", "review__product__title", "words"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Of a page: never. Of the list: to act."""
        return obj is None and super().has_change_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @action(description="Hide the reviews of selected", permissions=["change"])
    def hide(self, request: HttpRequest, chosen: QuerySet[ReviewReport]) -> None:
        moderate(self, request, chosen.values_list("review", flat=True), hide=True)

    @action(description="Keep the reviews of selected", permissions=["change"])
    def keep(self, request: HttpRequest, chosen: QuerySet[ReviewReport]) -> None:
        moderate(self, request, chosen.values_list("review", flat=True), hide=False)

    @admin.display(description="review")
    def said(self, report: ReviewReport) -> str:
        return Truncator(report.review.description).chars(200) or "No words"

    @admin.display(description="by", ordering="review__name")
    def author(self, report: ReviewReport) -> str:
        return report.review.name

    @admin.display(description="rating", ordering="review__rating")
    def stars(self, report: ReviewReport) -> Decimal | None:
        return report.review.rating

    @admin.display(ordering="review__product__title")
    def product(self, report: ReviewReport) -> str:
        return str(report.review.product)

    @display(description="status", ordering="status", label=COLOURS)
    def state(self, report: ReviewReport) -> tuple[str, str]:
        return report.status, report.get_status_display()

    @admin.display(description="reported", ordering="id")
    def reported(self, report: ReviewReport) -> datetime:
        return report.reported_at


def moderate(
    page: StoreAdmin, request: HttpRequest, review_ids: Iterable[int], *, hide: bool
) -> None:
    """What was reported of these reviews is answered by it."""
    count = moderate_reviews(review_ids=set(review_ids), hide=hide, by=request.user)
    done = "hidden" if hide else "kept"
    page.message_user(request, f"Reviews {done}: {count}.", messages.SUCCESS)
