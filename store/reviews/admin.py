"""Reviews in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from unfold.admin import StackedInline

from store.catalog.models import Product
from store.reviews.models import Review, ReviewReply
from store.reviews.ratings import rate_vendor_soon
from store.vendors.admin_scope import VendorScoped


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

    autocomplete_fields = ["product", "customer"]
    inlines = [ReplyInline]
    list_display = ["name", "product", "rating", "date"]
    list_filter = ["rating", "date"]
    list_per_page = 20
    list_select_related = ["product"]
    search_fields = ["name", "description", "product__title"]

    def save_model(
        self, request: HttpRequest, obj: Review, form: ModelForm, change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        rate_vendor_soon(vendor_id=obj.product.vendor_id)
        if change and "product" in form.changed_data:
            before = Product.objects.filter(pk=form.initial["product"])
            for vendor_id in before.values_list("vendor_id", flat=True):
                rate_vendor_soon(vendor_id=vendor_id)

    def save_formset(
        self, request: HttpRequest, form: Any, formset: Any, change: bool
    ) -> None:
        for reply in formset.save(commit=False):
            reply.by = request.user
            reply.save()
        formset.save()

    def delete_model(self, request: HttpRequest, obj: Review) -> None:
        super().delete_model(request, obj)
        rate_vendor_soon(vendor_id=obj.product.vendor_id)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Review]) -> None:
        vendors = set(queryset.values_list("product__vendor", flat=True))
        super().delete_queryset(request, queryset)
        for vendor_id in vendors:
            rate_vendor_soon(vendor_id=vendor_id)
