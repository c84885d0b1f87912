"""The catalogue in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from unfold.admin import ModelAdmin, TabularInline

from store.catalog.choices import LOW_INVENTORY
from store.catalog.models import Collection, Product, ProductImage, Promotion
from store.shared.admin import link_to_list


class LowInventoryFilter(admin.SimpleListFilter):
    title = "inventory"
    parameter_name = "inventory"
    low = f"<{LOW_INVENTORY}"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(self.low, "Low")]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Product]
    ) -> QuerySet[Product]:
        if self.value() == self.low:
            return queryset.filter(inventory__lt=LOW_INVENTORY)
        return queryset


class ProductImageInline(TabularInline):
    model = ProductImage
    extra = 0
    fields = ["thumbnail", "image"]
    readonly_fields = ["thumbnail"]

    @admin.display(description="Thumbnail")
    def thumbnail(self, instance: ProductImage) -> str:
        if not instance.image:
            return ""
        return format_html(
            '<img src="{}" class="thumbnail" alt="">', instance.image.url
        )


@admin.register(Product)
class ProductAdmin(ModelAdmin):
    actions = ["clear_inventory"]
    autocomplete_fields = ["collection", "vendor", "promotions"]
    inlines = [ProductImageInline]
    list_display = [
        "title",
        "unit_price",
        "inventory_status",
        "collection_title",
        "seller",
        "is_published",
    ]
    list_editable = ["unit_price"]
    list_filter = [
        "is_published",
        ("collection", admin.RelatedOnlyFieldListFilter),
        ("vendor", admin.RelatedOnlyFieldListFilter),
        "last_update",
        LowInventoryFilter,
    ]
    list_per_page = 10
    list_select_related = ["collection", "vendor"]
    prepopulated_fields = {"slug": ["title"]}
    search_fields = ["title"]

    class Media:
        css = {"all": ["store/admin.css"]}

    @admin.display(description="inventory status", ordering="inventory")
    def inventory_status(self, product: Product) -> str:
        return "Low" if product.inventory < LOW_INVENTORY else "OK"

    @admin.display(description="collection", ordering="collection__title")
    def collection_title(self, product: Product) -> str:
        return product.collection.title

    @admin.display(
        description="vendor", ordering="vendor__shop_name", empty_value="The store"
    )
    def seller(self, product: Product) -> str | None:
        return product.vendor.shop_name if product.vendor else None

    @admin.action(description="Clear inventory")
    def clear_inventory(
        self, request: HttpRequest, queryset: QuerySet[Product]
    ) -> None:
        count = queryset.update(inventory=0)
        self.message_user(
            request, f"{count} products were successfully updated.", messages.SUCCESS
        )


@admin.register(Collection)
class CollectionAdmin(ModelAdmin):
    autocomplete_fields = ["featured_product"]
    list_display = ["title", "products_count"]
    list_select_related = ["featured_product"]
    search_fields = ["title"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Collection]:
        return super().get_queryset(request).annotate(products_count=Count("products"))

    @admin.display(description="products", ordering="products_count")
    def products_count(self, collection: Any) -> str:
        return link_to_list(
            Product, collection.products_count, collection__id=collection.pk
        )


@admin.register(Promotion)
class PromotionAdmin(ModelAdmin):
    list_display = ["description", "discount"]
    search_fields = ["description"]
