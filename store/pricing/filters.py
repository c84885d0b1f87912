"""What lists of promotions and coupons may be filtered by."""

from typing import Any

import django_filters
from django.db.models import QuerySet

from store.catalog.models import Product
from store.shared.filters import KeyFilter


class OfferFilter(django_filters.FilterSet):
    product_id = KeyFilter(
        method="for_product",
        help_text="Only what is for this product: by itself, its collection, or as all are.",
    )
    collection_id = KeyFilter(
        field_name="collections", help_text="Only what names this collection."
    )
    running = django_filters.BooleanFilter(
        method="that_run", help_text="true: what runs now; false: what does not."
    )

    def for_product(self, queryset: Any, name: str, value: Any) -> QuerySet[Any]:
        visible = Product.objects.visible_to(self.request.user)
        product = visible.filter(pk=value).first()
        return queryset.none() if product is None else queryset.covering(product)

    def that_run(self, queryset: Any, name: str, value: bool) -> QuerySet[Any]:
        return queryset.running() if value else queryset.not_running()


class AnyOfferFilter(OfferFilter):
    vendor_id = KeyFilter(help_text="Only this vendor's own.")
