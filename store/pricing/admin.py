"""Promotions and coupons in the admin."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.admin import TabularInline
from unfold.decorators import display

from store.catalog.models import Collection, Product
from store.pricing.models import Coupon, CouponUse, Offer, Promotion
from store.pricing.services import delete_coupon
from store.shared.identity import sells
from store.vendors.admin_scope import VendorScoped
from store.vendors.models import Vendor

WHEN_AND_FOR_WHAT = (
    *("vendor", "is_active", "starts_at", "ends_at", "applies_to_all", "collections"),
)


class RunningFilter(admin.SimpleListFilter):
    title = "running"
    parameter_name = "running"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Yes"), ("no", "No")]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Any]:
        if self.value() == "yes":
            return queryset.running()
        return queryset.not_running() if self.value() == "no" else queryset


class OfferForm(forms.ModelForm):
    def clean(self) -> dict[str, Any]:
        """A vendor's names the vendor's own products."""
        values = super().clean() or {}
        # Not among the values of a form that shows whose it is and lets nobody change it.
        vendor = values.get("vendor", self.instance.vendor)
        products = values.get("products")
        if vendor and products and products.exclude(vendor=vendor).exists():
            raise ValidationError({"products": "Some are not of this vendor."})
        return values


class OfferAdmin(VendorScoped):
    """What promotions and coupons have in common. It stays whose it is."""

    form = OfferForm
    vendor_of = "vendor_id"
    member_actions = ("delete_selected",)

    autocomplete_fields: Any = ["vendor", "collections"]
    list_per_page = 20
    list_select_related = ["vendor"]

    @display(description="running", label={"Yes": "success", "No": "warning"})
    def running(self, offer: Offer) -> str:
        return "Yes" if offer.is_running else "No"

    @admin.display(
        description="vendor", ordering="vendor__shop_name", empty_value="The store"
    )
    def giver(self, offer: Offer) -> str | None:
        return offer.vendor.shop_name if offer.vendor else None

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = super().get_readonly_fields(request, obj)
        return fields if obj is None else (*fields, "vendor")

    def choices_for_members(
        self, name: str, request: HttpRequest
    ) -> QuerySet[Any] | None:
        if name == "collections":
            return Collection.objects.public()
        if name == "vendor":
            return Vendor.objects.for_vendors(self.vendors(request, "add"))
        if name == "products":
            return Product.objects.for_vendors(self.vendors(request, "add"))
        return None


class PromotionForm(OfferForm):
    """With the products, which a promotion knows from the other side."""

    products = forms.ModelMultipleChoiceField(
        queryset=Product.objects.all(), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "products" in self.fields:
            self.initial["products"] = self.instance.goods.all()


@admin.register(Promotion)
class PromotionAdmin(OfferAdmin):
    form = PromotionForm
    member_fields = ("description", "discount", *WHEN_AND_FOR_WHAT, "products")

    fields = member_fields
    list_display = [
        "description",
        "discount",
        "giver",
        "starts_at",
        "ends_at",
        "running",
    ]
    list_filter = [
        RunningFilter,
        ("vendor", admin.RelatedOnlyFieldListFilter),
        ("collections", admin.RelatedOnlyFieldListFilter),
    ]
    search_fields = ["description"]

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Products are chosen by typing, or by members among their own."""
        form: Any = super().get_form(request, *args, **kwargs)
        if declared := form.base_fields.get("products"):
            # A declared field is shared by every form, and so by every request.
            products = form.base_fields["products"] = deepcopy(declared)
            if sells(request.user):
                products.queryset = self.choices_for_members("products", request)
            else:
                # As on the page of a coupon: a promotion has no such column.
                column: Any = Coupon._meta.get_field("products")
                products.widget = AutocompleteSelectMultiple(column, self.admin_site)
                products.widget.choices = products.choices
        return form

    @admin.display(description="products")
    def products(self, promotion: Promotion) -> str:
        return ", ".join(str(product) for product in promotion.goods.all())

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        if "products" in form.changed_data:
            form.instance.goods.set(form.cleaned_data["products"])


class CouponUseInline(TabularInline):
    model = CouponUse
    verbose_name_plural = "orders that have it"
    fields = readonly_fields = ["order", "customer", "used_at"]
    extra = 0
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("customer__user", "order")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Coupon)
class CouponAdmin(OfferAdmin):
    """Who used it is for the store's staff; members see how often."""

    member_fields = (
        *("code", "percent", "amount", "minimum_total"),
        *("max_uses", "max_uses_per_customer", "used"),
        *(*WHEN_AND_FOR_WHAT, "products"),
    )
    member_readonly_fields = ("used",)

    autocomplete_fields = ["vendor", "collections", "products"]
    fields = member_fields
    inlines = [CouponUseInline]
    list_display = ["code", "off", "giver", "uses", "starts_at", "ends_at", "running"]
    list_filter = [RunningFilter, ("vendor", admin.RelatedOnlyFieldListFilter)]
    readonly_fields = ["used"]
    search_fields = ["code"]

    @admin.display(description="off")
    def off(self, coupon: Coupon) -> str:
        return str(coupon.amount) if coupon.percent is None else f"{coupon.percent} %"

    @admin.display(description="uses", ordering="used")
    def uses(self, coupon: Coupon) -> str:
        most = coupon.max_uses
        return str(coupon.used) if most is None else f"{coupon.used} of {most}"

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return [] if sells(request.user) else super().get_inlines(request, obj)

    def save_model(
        self, request: HttpRequest, obj: Coupon, form: Any, change: bool
    ) -> None:
        """What was edited alone: orders count its uses in the meantime."""
        columns = {field.name for field in Coupon._meta.concrete_fields}
        changed = columns & set(form.changed_data)
        obj.save(update_fields=changed if change else None)

    def delete_model(self, request: HttpRequest, obj: Coupon) -> None:
        delete_coupon(coupon=obj)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Coupon]) -> None:
        for coupon in queryset:
            delete_coupon(coupon=coupon)
