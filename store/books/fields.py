"""The parts of a book as the API takes and shows them: not in the same shape."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import Any

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.fields import empty

from store.books.errors import UnknownGenres
from store.books.models import LONGEST_NAME, Genre
from store.books.names import each_once, has_letter, id_or_slug, plain_name
from store.books.services import MOST_AUTHORS, MOST_GENRES, find_genres
from store.books.values import (
    MOST_PAGES,
    parse_isbn,
    parse_language,
    parse_pages,
    write_pages,
)

LARGEST_KEY = 2**63 - 1


class IsbnField(serializers.CharField):
    def to_internal_value(self, data: Any) -> str:
        return parse_isbn(super().to_internal_value(data)[:50])


class LanguageField(serializers.CharField):
    def to_internal_value(self, data: Any) -> str:
        return parse_language(super().to_internal_value(data))


@extend_schema_field(
    {
        "oneOf": [
            {"type": "integer", "minimum": 1, "maximum": MOST_PAGES},
            {"type": "string", "pattern": r"^\d+-\d+$"},
        ],
        "nullable": True,
    }
)
class PagesField(serializers.Field):
    """`180` or `"180-210"`, kept as the first and the last of the range."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(source="*", allow_null=True, **kwargs)

    def to_internal_value(self, data: Any) -> dict[str, int | None]:
        return dict(zip(("pages_from", "pages_to"), parse_pages(data), strict=True))

    def to_representation(self, value: Any) -> int | str | None:
        return write_pages(value.pages_from, value.pages_to)


class AuthorNameField(serializers.CharField):
    default_error_messages = {"no_letter": "A name has letters."}

    def to_internal_value(self, data: Any) -> str:
        """`{"id": 4, "name": "…"}`, as it is read, is its name."""
        name: Any = data.get("name") if isinstance(data, Mapping) else data
        text = plain_name(super().to_internal_value(name))
        if not has_letter(text):
            self.fail("no_letter")
        return text


class AuthorsField(serializers.ListField):
    """Names in order; read with the ids of their authors."""

    def __init__(self, **kwargs: Any) -> None:
        child = AuthorNameField(max_length=LONGEST_NAME)
        super().__init__(child=child, max_length=MOST_AUTHORS, **kwargs)

    def get_attribute(self, instance: Any) -> Any:
        return instance.written_by.select_related("author")

    def to_internal_value(self, data: Any) -> list[str]:
        return [*each_once(super().to_internal_value(data)).values()]

    def to_representation(self, data: Any) -> list[dict[str, Any]]:
        return [{"id": row.author_id, "name": row.author.name} for row in data]


class GenreKeyField(serializers.Field):
    """An id or a slug; `{"id": 2, …}`, as it is read, is its id."""

    default_error_messages = {"invalid": "Use the id or the slug of a genre."}

    def to_internal_value(self, data: Any) -> int | str:
        key: Any = data.get("id") if isinstance(data, Mapping) else data
        if isinstance(key, str) and key.strip():
            return id_or_slug(key)
        is_number = isinstance(key, int) and not isinstance(key, bool)
        if not is_number or not 0 < key <= LARGEST_KEY:
            self.fail("invalid")
        return key


class GenresField(serializers.ListField):
    """Ids or slugs of genres; read as genres, by name."""

    def __init__(
        self, *, refusal: type[UnknownGenres] = UnknownGenres, **kwargs: Any
    ) -> None:
        self.refusal = refusal
        super().__init__(child=GenreKeyField(), max_length=MOST_GENRES, **kwargs)

    def run_validation(self, data: Any = empty) -> list[int]:
        """The database is asked when there are not too many."""
        keys = super().run_validation(data)
        return find_genres(keys=keys, refusal=self.refusal)

    def to_representation(self, data: Any) -> list[dict[str, Any]]:
        genres = sorted(data.all(), key=attrgetter("name"))
        return [GenreSummarySerializer(genre).data for genre in genres]


class GenreSummarySerializer(serializers.ModelSerializer):
    class Meta:
        model = Genre
        fields = ["id", "name", "slug"]


TEXT, KEY = {"type": "string"}, {"type": "integer"}
NAMED = {"type": "object", "properties": {"id": KEY, "name": TEXT}}
NAMED["required"] = ["id", "name"]


class AuthorsSchema(OpenApiSerializerFieldExtension):
    target_class = AuthorsField

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        written = {"type": "string", "maxLength": LONGEST_NAME}
        items = written if direction == "request" else NAMED
        return {"type": "array", "items": items, "maxItems": MOST_AUTHORS}


class GenresSchema(OpenApiSerializerFieldExtension):
    target_class = GenresField

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        items: dict[str, Any] = {"oneOf": [KEY, TEXT]}
        if direction == "response":
            component = auto_schema.resolve_serializer(
                GenreSummarySerializer, direction
            )
            items = component.ref
        return {"type": "array", "items": items, "maxItems": MOST_GENRES}
