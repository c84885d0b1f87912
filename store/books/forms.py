"""Form fields of the admin and of the filters, by the same rules as the API's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms

from store.books.errors import UnknownGenres
from store.books.models import LONGEST_NAME, Author
from store.books.names import has_letter, id_or_slug, plain_name
from store.books.services import MOST_AUTHORS, find_genres
from store.books.values import parse_isbn, parse_language, parse_pages
from store.shared.errors import StoreError
from store.shared.prepared import as_key


def parsed(parse: Callable[[Any], Any], text: Any) -> Any:
    """What the rule makes of it; its refusal as a form says it."""
    try:
        return parse(text)
    except StoreError as refusal:
        message = refusal.message.partition(": ")[2] or refusal.message
        raise forms.ValidationError(message, refusal.code) from None


class IsbnField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs | {"max_length": 50})  # with hyphens

    def clean(self, value: Any) -> str:
        return parsed(parse_isbn, super().clean(value))


class LanguageField(forms.CharField):
    def clean(self, value: Any) -> str:
        return parsed(parse_language, super().clean(value))


class PagesField(forms.CharField):
    """`180` or `180-210`, as the first and the last of the range."""

    def clean(self, value: Any) -> tuple[int | None, int | None]:
        return parsed(parse_pages, super().clean(value))


class AuthorLinesField(forms.CharField):
    """Names, one a line, as a list of them."""

    def to_python(self, value: Any) -> Any:
        lines = (value or "").splitlines() if not isinstance(value, list) else value
        return [name for name in map(plain_name, lines) if name]

    def clean(self, value: Any) -> list[str]:
        return checked(self.to_python(value))

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(initial) != self.to_python(data)


class AuthorsField(forms.MultipleChoiceField):
    """Authors by id, and names as they were typed, as a list of names in their order."""

    def clean(self, value: Any) -> list[str]:
        return checked([plain_name(name) for name in named(value or [])])

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or []) != named(data or [])


def named(values: Sequence[str]) -> list[str]:
    """With the names of authors for their ids."""
    keys = {value: as_key(value) for value in values}
    ids = [key for key in keys.values() if key is not None]
    names = dict(Author.objects.filter(pk__in=ids).values_list("pk", "name"))
    return [names.get(keys[value], value) for value in values]


def checked(names: list[str]) -> list[str]:
    if not all(has_letter(name) and len(name) <= LONGEST_NAME for name in names):
        message = f"A name has letters, and {LONGEST_NAME} characters at most."
        raise forms.ValidationError(message, "invalid")
    if len(names) > MOST_AUTHORS:
        message = f"Name at most {MOST_AUTHORS} authors."
        raise forms.ValidationError(message, "max_length")
    return names


class GenreField(forms.CharField):
    """A genre by id or slug, as its key."""

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            [pk] = find_genres(keys=[id_or_slug(text)])
        except UnknownGenres as refusal:
            message = "There is no such genre."
            raise forms.ValidationError(message, refusal.code) from None
        return pk
