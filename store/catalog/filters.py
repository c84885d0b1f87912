"""What a product list may be filtered by."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from rest_framework.request import Request
from rest_framework.views import APIView

from store.books.filters import BookFilter
from store.catalog.models import Collection, Product
from store.search.substrings import narrow_to_texts
from store.shared.money import MAX_DIGITS
from store.shared.ordering import StableOrderingFilter
from store.shared.search import WordSearchFilter
from store.vendors.models import Vendor

PRICE = {"field_name": "unit_price", "max_digits": MAX_DIGITS, "decimal_places": 2}


class ProductFilter(BookFilter):
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
    rating__gte = django_filters.NumberFilter(
        field_name="rating__average",
        lookup_expr="gte",
        max_digits=3,
        decimal_places=2,
        help_text="Rated this or better; what nobody rated is left out.",
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


def filter_products_by(name: str, condition: django_filters.Filter) -> None:
    """Offer one more filter wherever products are filtered; for what the store does not know."""
    condition.field_name = name
    kinds: list[type[ProductFilter]] = [ProductFilter]
    for kind in kinds:
        kind.declared_filters[name] = kind.base_filters[name] = condition
        kinds += kind.__subclasses__()


class IndexedWordSearchFilter(WordSearchFilter):
    """The same rows for titles and descriptions; the index says which to look at."""

    def filter_queryset(
        self, request: Request, queryset: QuerySet, view: APIView
    ) -> QuerySet[Any]:
        words = self.get_search_terms(request)
        if not words:
            return queryset
        found = super().filter_queryset(request, queryset, view)
        return narrow_to_texts(found, words)


class VendorProductFilter(ProductFilter):
    """One vendor's own products: drafts and published ones."""

    vendor_id = None
    is_published = django_filters.BooleanFilter(
        help_text="true: what is published; false: drafts."
    )


class CatalogOrderingFilter(StableOrderingFilter):
    """Also by `average_rating`: what is rated alone, of equals the most rated first.

    As the index of ratings has it, forwards or backwards. With what nobody rated, every
    product there is would be sorted for each page.
    """

    WORD = "average_rating"
    COLUMNS = ("rating__average", "rating__count")

    def filter_queryset(
        self, request: Request, queryset: QuerySet, view: APIView
    ) -> QuerySet[Any]:
        words = self.get_ordering(request, queryset, view) or ()
        rated = queryset.filter(rating__average__isnull=False)
        if f"-{self.WORD}" in words:
            return rated.order_by(*(f"-{name}" for name in self.COLUMNS), "id")
        if self.WORD in words:
            return rated.order_by(*self.COLUMNS, "-id")
        return super().filter_queryset(request, queryset, view)
