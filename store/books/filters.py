"""What products that are books may be filtered by."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request

from store.books.choices import Format
from store.books.forms import GenreField, IsbnField, LanguageField
from store.books.models import Book
from store.books.names import id_or_slug, key_of_name


class IsbnFilter(django_filters.CharFilter):
    field_class = IsbnField


class LanguageFilter(django_filters.CharFilter):
    field_class = LanguageField


class GenreFilter(django_filters.CharFilter):
    field_class = GenreField


class YearFilter(django_filters.NumberFilter):
    field_class = forms.IntegerField

    def __init__(self, **kwargs: Any) -> None:
        path = "book__released_on__year"
        super().__init__(path, min_value=1, max_value=9999, **kwargs)


class BookFilter(django_filters.FilterSet):
    """None of these finds what is no book, `is_book=false` apart."""

    is_book = django_filters.BooleanFilter(
        "book",
        lookup_expr="isnull",
        exclude=True,
        help_text="true: books; false: all that is none.",
    )
    author = django_filters.CharFilter(
        method="by_author",
        help_text="Id or whole name of an author, in any case and without accents too.",
    )
    genre = GenreFilter("book__genres", help_text="Id or slug of a genre.")
    language = LanguageFilter("book__language", help_text="ISO 639-1 or 639-3.")
    format = django_filters.ChoiceFilter(
        choices=Format.choices,
        method="with_format",
        help_text="That a file of the book has; samples do not count.",
    )
    released_year = YearFilter(help_text="Released in this year.")
    released_year__gte = YearFilter(
        lookup_expr="gte", help_text="Released in this year or later."
    )
    released_year__lte = YearFilter(
        lookup_expr="lte", help_text="Released in this year or before."
    )
    isbn = IsbnFilter("book__isbn", help_text="Of 10 or 13 digits, hyphens or not.")

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        """`?format=json` is about the answer, and not about the books."""
        if data is not None and data.get("format") not in Format.values:
            data = data.copy()
            data.pop("format", None)
        super().__init__(data, *args, **kwargs)

    def by_author(self, queryset: QuerySet, name: str, value: str) -> QuerySet[Any]:
        key = id_or_slug(value)
        if isinstance(key, int):
            return queryset.filter(book__written_by__author=key)
        return queryset.filter(book__written_by__author__name_key=key_of_name(value))

    def with_format(self, queryset: QuerySet, name: str, value: str) -> QuerySet[Any]:
        files: Any = Book._meta.get_field("files").related_model
        of_it = files.objects.current().filter(
            book=OuterRef("pk"), is_sample=False, format=value
        )
        return queryset.filter(Exists(of_it))


class FormatOfFiles(DefaultContentNegotiation):
    """For lists with a `BookFilter`: `?format=epub` is no renderer that is missing."""

    suffix: str | None = None

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> Any:
        self.suffix = format_suffix
        return super().select_renderer(request, renderers, format_suffix)

    def filter_renderers(self, renderers: Any, format: str) -> Any:  # noqa: A002
        if format in Format.values and not self.suffix:
            return renderers
        return super().filter_renderers(renderers, format)
