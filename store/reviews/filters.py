"""What lists of reviews may be filtered by."""

from typing import Any

import django_filters
from django.db.models import QuerySet

from store.reviews.models import Review
from store.shared.filters import KeyFilter


class ReviewFilter(django_filters.FilterSet):
    """Of one product."""

    rating = django_filters.NumberFilter(
        max_digits=2, decimal_places=1, help_text="Rated exactly this."
    )
    verified = django_filters.BooleanFilter(
        help_text="true: by those who have the product; false: by others."
    )

    class Meta:
        model = Review
        fields: list[str] = []


class VendorReviewFilter(django_filters.FilterSet):
    product_id = KeyFilter(
        field_name="product", help_text="Only reviews of this product."
    )
    rating__lte = django_filters.NumberFilter(
        field_name="rating",
        lookup_expr="lte",
        max_digits=2,
        decimal_places=1,
        help_text="Rated this or worse.",
    )
    is_answered = django_filters.BooleanFilter(
        method="with_reply", help_text="false: those that wait for a reply."
    )

    class Meta:
        model = Review
        fields: list[str] = []

    def with_reply(
        self, queryset: QuerySet[Any], name: str, value: bool
    ) -> QuerySet[Any]:
        return queryset.filter(reply__isnull=not value)
