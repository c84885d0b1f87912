"""Books on the page of their product; genres and authors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from unfold.admin import StackedInline
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from store.books import services
from store.books.forms import (
    AuthorLinesField,
    AuthorsField,
    IsbnField,
    LanguageField,
    PagesField,
    named,
)
from store.books.models import Author, Book, Genre
from store.books.values import write_pages
from store.shared.admin import StoreAdmin
from store.shared.identity import sells

IN_ORDER = "In the order of the title page. Who is new is added."


class AuthorsSelect(AutocompleteSelectMultiple):
    """Finds authors as one types, and takes a name that it does not find."""

    def __init__(self) -> None:
        field = Book._meta.get_field("authors")
        super().__init__(field, admin.site, attrs={"data-tags": "true"})

    @property
    def media(self) -> forms.Media:
        after = "admin/js/jquery.init.js"
        return super().media + forms.Media(js=[after, "store/authors.js"])

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        """Those that are chosen, in their order."""
        options = [
            self.create_option(name, text, text, True, place)
            for place, text in enumerate(named(value))
        ]
        return [(None, options, 0)]


class BookForm(forms.ModelForm):
    """Writes by `write_book` what was edited, and nothing else."""

    pages = PagesField(
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text="A number, or a range like 180-210.",
    )
    author_names: forms.Field = AuthorsField(
        required=False, label="Authors", widget=AuthorsSelect, help_text=IN_ORDER
    )

    class Meta:
        model = Book
        fields: ClassVar = ["isbn", "publisher", "released_on", "language", "genres"]
        labels: ClassVar = {"isbn": "ISBN"}
        field_classes: ClassVar = {"isbn": IsbnField, "language": LanguageField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = True  # what it was when the page was opened
        book = self.instance
        if book.product_id and not book._state.adding:
            pages = write_pages(book.pages_from, book.pages_to)
            self.initial["pages"] = "" if pages is None else str(pages)
            names = book.written_by.values_list("author__name", flat=True)
            self.initial["author_names"] = list(names)

    def save(self, commit: bool = True) -> Book:
        values = {name: self.cleaned_data[name] for name in self.changed_data}
        if "pages" in values:
            values["pages_from"], values["pages_to"] = values.pop("pages")
        if "author_names" in values:
            values["authors"] = values.pop("author_names")
        if "genres" in values:
            values["genres"] = [genre.pk for genre in values["genres"]]
        return services.write_book(product_id=self.instance.product_id, values=values)


class MemberBookForm(BookForm):
    """For those who may not look through the authors of everybody."""

    author_names = AuthorLinesField(
        required=False,
        label="Authors",
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
        help_text=f"One name a line. {IN_ORDER}",
    )


class BookFormSet(forms.BaseInlineFormSet):
    def delete_existing(self, obj: Book, commit: bool = True) -> None:
        services.remove_book(product_id=obj.pk)


class BookInline(StackedInline):
    """What makes a product a book. Whoever writes the product writes it."""

    model = Book
    form = BookForm
    formset = BookFormSet
    extra = 0
    fields = [
        *("author_names", "isbn", "publisher", "released_on", "pages", "language"),
        "genres",
    ]

    # The next two are for those who only look.

    @admin.display(description="pages")
    def pages(self, book: Book) -> Any:
        return write_pages(book.pages_from, book.pages_to)

    @admin.display(description="authors")
    def author_names(self, book: Book) -> str:
        return ", ".join(book.written_by.values_list("author__name", flat=True))

    def get_autocomplete_fields(self, request: HttpRequest) -> Sequence[str]:
        return () if sells(request.user) else ("genres",)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        if sells(request.user):
            kwargs["form"] = MemberBookForm
        return super().get_formset(request, obj, **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Book]:
        return super().get_queryset(request).select_related("product")


class NamedAdmin(StoreAdmin):
    """Genres and authors, which many books share."""

    list_per_page = 20
    ordering = ["name", "id"]  # a grouped query forgets the model's
    search_fields = ["name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).annotate(books_count=Count("books"))

    @admin.display(description="books", ordering="books_count")
    def books_count(self, row: Any) -> int:
        return row.books_count

    def save_model(
        self, request: HttpRequest, obj: Any, form: Any, change: bool
    ) -> None:
        if not change:
            super().save_model(request, obj, form, change)
            return
        columns = {field.name for field in obj._meta.concrete_fields}
        values = {name: getattr(obj, name) for name in columns & {*form.changed_data}}
        services.write_named(row=obj, values=values)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for row in queryset:
            self.delete_model(request, row)


@admin.register(Genre)
class GenreAdmin(NamedAdmin):
    list_display = ["name", "slug", "books_count"]
    prepopulated_fields = {"slug": ["name"]}

    def delete_model(self, request: HttpRequest, obj: Genre) -> None:
        services.delete_genre(genre=obj)


@admin.register(Author)
class AuthorAdmin(NamedAdmin):
    list_display = ["name", "books_count"]

    def delete_model(self, request: HttpRequest, obj: Author) -> None:
        services.delete_author(author=obj)
