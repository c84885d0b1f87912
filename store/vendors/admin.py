"""Vendors in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from unfold.admin import ModelAdmin, TabularInline
from unfold.decorators import display

from store.shared.admin import JoinedInline, link_to_list
from store.vendors.choices import VendorStatus
from store.vendors.models import Vendor, VendorMember


class VendorMemberInline(JoinedInline, TabularInline):
    model = VendorMember
    autocomplete_fields = ["user"]
    extra = 0


@admin.register(Vendor)
class VendorAdmin(ModelAdmin):
    inlines = [VendorMemberInline]
    list_display = ["shop_name", "state", "is_open", "products_count", "created_at"]
    list_filter = ["status", "is_open"]
    list_per_page = 20
    ordering = ["shop_name", "id"]  # a grouped query forgets the model's
    prepopulated_fields = {"slug": ["shop_name"]}
    search_fields = ["shop_name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Vendor]:
        return super().get_queryset(request).annotate(products_count=Count("products"))

    @display(
        description="status",
        ordering="status",
        label={
            VendorStatus.PENDING: "warning",
            VendorStatus.APPROVED: "success",
            VendorStatus.SUSPENDED: "danger",
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
