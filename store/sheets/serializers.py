"""Rows of files, and imports as the API shows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from drf_spectacular.utils import (
    OpenApiExample,
    extend_schema_field,
    extend_schema_serializer,
)
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.fields import empty

from store.books.serializers import BookSerializer
from store.books.services import MOST_GENRES
from store.catalog.models import Product
from store.catalog.serializers import VendorProductSerializer
from store.shared.errors import Invalid
from store.shared.fields import ExplicitBooleanField
from store.sheets.books import Genres, parted
from store.sheets.choices import FAILURES
from store.sheets.columns import WRITABLE, Shelves
from store.sheets.models import ProductImport


class ShelfField(serializers.CharField):
    """A collection by title or id, out of those that were read once for the file."""

    default_error_messages = {
        "unknown_collection": "No collection has this title or id.",
        "ambiguous_collection": "Several collections have this title: write its id.",
    }

    def to_internal_value(self, data: Any) -> int:  # type: ignore[override]
        text = super().to_internal_value(data)
        shelves: Shelves = self.context["shelves"]
        found = shelves.find(text)
        if found is None:
            is_known = shelves.is_ambiguous(text)
            self.fail("ambiguous_collection" if is_known else "unknown_collection")
        return found


class RowSerializer(VendorProductSerializer):
    """A row, by the rules of the API; its context has the `shelves`."""

    collection = ShelfField(source="collection_id")

    class Meta:
        model = Product
        fields = [*WRITABLE]


class GenresCell(serializers.ListField):
    """Genres by id, slug or name, out of those that were read once for the file."""

    default_error_messages = {"unknown_genres": "No genre is called so: {names}."}

    def __init__(self, genres: Genres) -> None:
        self.genres = genres
        child = serializers.CharField(max_length=100)
        super().__init__(child=child, max_length=MOST_GENRES)

    def run_validation(self, data: Any = empty) -> list[int]:
        names = super().run_validation(data)
        found = {name: self.genres.find(name) for name in names}
        if unknown := [name for name, pk in found.items() if pk is None]:
            self.fail("unknown_genres", names=", ".join(unknown))
        return list(dict.fromkeys(pk for pk in found.values() if pk is not None))


Flaw = tuple[str, str, str]


def read_book(
    cells: Mapping[str, str], genres: Genres
) -> tuple[dict[str, Any], list[Flaw]]:
    """What `store.books` would write for these cells, and (column, code, message) of flaws.

    By the rules of the API, each column for itself.
    """
    if not cells:
        return {}, []
    fields: dict[str, Any] = {**BookSerializer().fields, "genres": GenresCell(genres)}
    values: dict[str, Any] = {}
    flaws: list[Flaw] = []
    for name, text in cells.items():
        try:
            value = fields[name].run_validation(datum_of(name, text))
        except ValidationError as refusal:
            flaws += ((name, *flaw) for flaw in flaws_in(refusal.detail))
        except Invalid as refusal:
            message = refusal.message.removeprefix(f"{name}: ")
            flaws.append((name, refusal.code, message))
        else:
            values |= value if name == "pages" else {name: value}
    return values, flaws


def datum_of(name: str, text: str) -> Any:
    """What the JSON of a book would have for this cell."""
    if name in {"authors", "genres"}:
        return parted(text)
    return None if name == "released_on" and not text else text


def flaws_in(detail: Any) -> Iterator[tuple[str, str]]:
    """(code, message) of each error, however deep it is."""
    if isinstance(detail, dict):
        detail = [*detail.values()]
    if isinstance(detail, list):
        for part in detail:
            yield from flaws_in(part)
    else:
        yield detail.code or "invalid", str(detail)


IMPORT = {
    "id": 5,
    "file_name": "prices.csv",
    "dry_run": True,
    "status": "done",
    "error": None,
    "total": 120,
    "done": 120,
    "created": 0,
    "updated": 118,
    "unchanged": 1,
    "problems_count": 1,
    "created_at": "2026-11-21T09:30:00Z",
    "finished_at": "2026-11-21T09:30:02Z",
}
PROBLEM = {
    "row": 17,
    "column": "unit_price",
    "code": "min_value",
    "message": "Ensure this value is greater than or equal to 1.",
}


class FailureSerializer(serializers.Serializer):
    code = serializers.ChoiceField(choices=[*FAILURES.items()])
    message = serializers.CharField()


class ProblemSerializer(serializers.Serializer):
    row = serializers.IntegerField(
        allow_null=True,
        help_text="As a spreadsheet counts, header 1; null: the file as a whole.",
    )
    column = serializers.CharField(allow_null=True)
    code = serializers.CharField()
    message = serializers.CharField()


@extend_schema_serializer(
    examples=[OpenApiExample("An import", IMPORT, response_only=True)]
)
class ImportSerializer(serializers.ModelSerializer):
    error = serializers.SerializerMethodField(help_text="Why it failed, if it did.")

    class Meta:
        model = ProductImport
        fields = [*IMPORT]
        read_only_fields = fields

    @extend_schema_field(FailureSerializer(allow_null=True))
    def get_error(self, job: ProductImport) -> dict[str, str] | None:
        if not job.error:
            return None
        return {"code": job.error, "message": FAILURES.get(job.error, job.error)}


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "An import", {**IMPORT, "problems": [PROBLEM]}, response_only=True
        )
    ]
)
class ImportDetailSerializer(ImportSerializer):
    problems = ProblemSerializer(many=True, read_only=True)

    class Meta(ImportSerializer.Meta):
        fields = [*IMPORT, "problems"]
        read_only_fields = fields


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A file (multipart)",
            {"file": "(binary)", "dry_run": False},
            request_only=True,
        )
    ]
)
class StartImportSerializer(serializers.Serializer):
    file = serializers.FileField(help_text="CSV in UTF-8, or XLSX, of at most 5 MB.")
    dry_run = ExplicitBooleanField(
        default=True, help_text="true (the default) writes nothing."
    )
