"""What a ranking may be narrowed to."""

from __future__ import annotations

from typing import Any

import django_filters
from django.core.exceptions import ValidationError
from django_filters.fields import ModelChoiceField
from drf_spectacular.utils import extend_schema_field

from store.books.models import Genre
from store.catalog.models import Collection, Product
from store.shared.prepared import as_key
from store.vendors.models import Vendor

ABOUT_GENRE = "Only books of this genre, by its slug or id."


class GenreField(ModelChoiceField):
    """A genre by its slug; of digits alone it is the key."""

    def to_python(self, value: Any) -> Genre | None:
        if value in self.empty_values:
            return None
        key = as_key(value)
        which = {"slug": value} if key is None else {"pk": key}
        found = self.queryset.filter(**which).first()
        if found is None:
            code = "invalid_choice"
            raise ValidationError(self.error_messages[code], code=code)
        return found


@extend_schema_field({"type": "string", "description": ABOUT_GENRE})
class GenreFilter(django_filters.ModelChoiceFilter):
    field_class = GenreField


class RankingFilter(django_filters.FilterSet):
    collection_id = django_filters.ModelChoiceFilter(
        queryset=Collection.objects.all(), help_text="Only products of this collection."
    )
    vendor_id = django_filters.ModelChoiceFilter(
        queryset=Vendor.objects.public(), help_text="Only products of this vendor."
    )
    genre = GenreFilter(
        field_name="book__genres",
        queryset=Genre.objects.public(),
        help_text=ABOUT_GENRE,
    )

    class Meta:
        model = Product
        fields: list[str] = []
