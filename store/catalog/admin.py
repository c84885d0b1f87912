"""The catalogue in the admin."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import ngettext
from unfold.admin import ModelAdmin, TabularInline
from unfold.decorators import display

from store.books.admin import BookInline
from store.catalog import services
from store.catalog.choices import LOW_INVENTORY
from store.catalog.models import Collection, Product, ProductImage
from store.shared.admin import link_to_list, link_to_related
from store.shared.identity import sells
from store.signals import products_changed
from store.vendors.admin_scope import VendorScoped
from store.vendors.models import Vendor


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
class ProductAdmin(VendorScoped):
    """A member of a vendor adds to the vendors they write for; it stays where it is."""

    vendor_of = "vendor_id"
    member_actions = ("clear_inventory", "delete_selected")
    member_fields: ClassVar[tuple[str, ...]] = (
        *("title", "slug", "description", "unit", "unit_price", "inventory"),
        *("collection", "vendor", "is_published"),
    )

    actions = ["clear_inventory"]
    autocomplete_fields = ["collection", "vendor", "promotions"]
    inlines = [BookInline, ProductImageInline]
    list_display = [
        "title",
        "unit_price",
        "inventory_status",
        "collection_title",
        "seller",
        "is_published",
        "code",
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
    readonly_fields = ["code", "held_by"]
    search_fields = ["title", "code", "book__isbn"]

    @display(
        description="inventory status",
        ordering="inventory",
        label={"Low": "danger", "OK": "success"},
    )
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

    @admin.display(description="held by customers")
    def held_by(self, product: Product) -> str:
        return link_to_related(product, "holders")

    @admin.action(description="Clear inventory", permissions=["change"])
    def clear_inventory(
        self, request: HttpRequest, queryset: QuerySet[Product]
    ) -> None:
        keys = list(queryset.values_list("pk", flat=True))
        with transaction.atomic():
            count = queryset.update(inventory=0)
            products_changed.send(sender=Product, product_ids=keys)
        text = ngettext(
            "%d product was successfully updated.",
            "%d products were successfully updated.",
            count,
        )
        self.message_user(request, text % count, messages.SUCCESS)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fixed = obj is not None and sells(request.user)
        shut = super().get_readonly_fields(request, obj)
        return (*shut, "vendor") if fixed else shut

    def choices_for_members(
        self, name: str, request: HttpRequest
    ) -> QuerySet[Any] | None:
        if name == "collection":
            return Collection.objects.public()
        if name == "vendor":
            return Vendor.objects.for_vendors(self.vendors(request, "add"))
        return None

    def formfield_for_dbfield(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name == "inventory":
            kwargs["show_hidden_initial"] = True
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(
        self, request: HttpRequest, obj: Product, form: Any, change: bool
    ) -> None:
        """Write what was edited and nothing else: buyers take stock in the meantime."""
        if not change:
            obj.code_comes_later = True
            super().save_model(request, obj, form, change)
            return
        columns = {field.name for field in Product._meta.concrete_fields}
        obj.save(update_fields={"last_update"} | columns & set(form.changed_data))
        if "vendor" in form.changed_data:
            before = form.initial["vendor"]
            services.tell_of_new_vendor(product=obj, before=before)

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        """The code knows the first tag that was chosen with the product."""
        super().save_related(request, form, formsets, change)
        if not change:
            services.code_saved(pks=[form.instance.pk])

    def delete_model(self, request: HttpRequest, obj: Product) -> None:
        services.delete_product(product=obj)

    @transaction.atomic
    def delete_queryset(
        self, request: HttpRequest, queryset: QuerySet[Product]
    ) -> None:
        for product in queryset:
            services.delete_product(product=product)


@admin.register(Collection)
class CollectionAdmin(ModelAdmin):
    autocomplete_fields = ["featured_product"]
    list_display = ["title", "products_count"]
    ordering = ["title", "id"]  # a grouped query forgets the model's
    search_fields = ["title"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Collection]:
        return super().get_queryset(request).annotate(products_count=Count("products"))

    @admin.display(description="products", ordering="products_count")
    def products_count(self, collection: Any) -> str:
        return link_to_list(
            Product,
            collection.products_count,
            collection__id__exact=collection.pk,
        )
