"""What a product list may be filtered by."""

from typing import Any

import django_filters
from django.db.models import QuerySet

from store.catalog.models import Collection, Product
from store.shared.money import MAX_DIGITS
from store.vendors.models import Vendor

PRICE = {"field_name": "unit_price", "max_digits": MAX_DIGITS, "decimal_places": 2}


class ProductFilter(django_filters.FilterSet):
    code = django_filters.CharFilter(
        method="with_code", help_text="The product with this code, in any case."
    )
    collection_id = django_filters.ModelChoiceFilter(
        queryset=Collection.objects.all(), help_text="Only products of this collection."
    )
    vendor_id = django_filters.ModelChoiceFilter(
        queryset=Vendor.objects.public(), help_text="Only products of this vendor."
    )
    unit_price__gt = django_filters.NumberFilter(
        lookup_expr="gt", help_text="Dearer than this.", **PRICE
    )
    unit_price__lt = django_filters.NumberFilter(
        lookup_expr="lt", help_text="Cheaper than this.", **PRICE
    )

    class Meta:
        model = Product
        fields: list[str] = []

    def with_code(self, queryset: QuerySet, name: str, value: str) -> QuerySet[Any]:
        """Upper-cased here: MariaDB finds a code in any case, SQLite does not."""
        # MariaDB takes a letter with an accent for the one without.
        if not value.isascii():
            return queryset.none()
        return queryset.filter(code=value.upper())


class VendorProductFilter(ProductFilter):
    """One vendor's own products: drafts and published ones."""

    vendor_id = None
    is_published = django_filters.BooleanFilter(
        help_text="true: what is published; false: drafts."
    )
