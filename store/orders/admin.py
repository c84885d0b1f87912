"""Orders in the admin."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.admin import ModelAdmin, TabularInline

from store.orders.models import Order, OrderItem


class OrderItemInline(TabularInline):
    model = OrderItem
    autocomplete_fields = ["product"]
    fields = ["product", "quantity", "unit_price"]
    extra = 0
    min_num = 1
    max_num = 10

    def get_queryset(self, request: HttpRequest) -> QuerySet[OrderItem]:
        return super().get_queryset(request).select_related("product")


@admin.register(Order)
class OrderAdmin(ModelAdmin):
    autocomplete_fields = ["customer"]
    inlines = [OrderItemInline]
    list_display = ["id", "placed_at", "customer", "payment_status"]
    list_filter = ["payment_status", "placed_at"]
    list_per_page = 10
    list_select_related = ["customer__user"]
    search_fields = ["id", "customer__user__first_name__istartswith"]
