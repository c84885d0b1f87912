"""Held items in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from store.library.models import LibraryEntry
from store.library.services import grant_item, take_entries
from store.shared.admin import StoreAdmin


@admin.register(LibraryEntry)
class LibraryEntryAdmin(StoreAdmin):
    """Who holds what. An entry is given and taken away, not changed."""

    autocomplete_fields = ["customer", "product"]
    fields = [
        *("customer", "product", "source", "is_granted", "granted_by", "created_at"),
    ]
    list_display = ["customer", "product", "source", "is_granted", "created_at"]
    list_filter = ["source", "created_at"]
    list_per_page = 20
    list_select_related = ["customer__user", "product"]
    readonly_fields = ["source", "is_granted", "granted_by", "created_at"]
    search_fields = [
        "customer__user__first_name__istartswith",
        "customer__user__last_name__istartswith",
        "customer__user__email__istartswith",
        "product__title",
    ]

    def has_change_permission(
        self, request: HttpRequest, obj: LibraryEntry | None = None
    ) -> bool:
        return False

    def save_model(
        self, request: HttpRequest, obj: LibraryEntry, form: Any, change: bool
    ) -> None:
        grant_item(customer=obj.customer, product=obj.product, by=request.user)
        held = LibraryEntry.objects.get(customer=obj.customer, product=obj.product)
        obj.pk = held.pk

    def delete_model(self, request: HttpRequest, obj: LibraryEntry) -> None:
        take_entries(LibraryEntry.objects.filter(pk=obj.pk))

    def delete_queryset(
        self, request: HttpRequest, queryset: QuerySet[LibraryEntry]
    ) -> None:
        ids = list(queryset.values_list("pk", flat=True))
        take_entries(LibraryEntry.objects.filter(pk__in=ids))
