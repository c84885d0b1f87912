"""What is asked for in the address of a search."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.http import QueryDict
from rest_framework import serializers

from store.books.errors import BadLanguage, UnknownGenres
from store.books.names import id_or_slug
from store.books.services import find_genres
from store.books.values import parse_language
from store.catalog.models import Collection as Shelf
from store.discovery.choices import Facet, Order
from store.discovery.wanted import Wanted
from store.reading.choices import Format
from store.shared.fields import ExplicitBooleanField
from store.shared.filters import LARGEST_KEY
from store.shared.money import MAX_DIGITS
from store.shared.search import MOST_CHARACTERS
from store.vendors.models import Vendor

MOST_VALUES = 20
RENDERERS = {"json", "api"}
"""`?format=` means these as well, as everywhere."""
NO_GENRE = "There is no such genre."
NO_LANGUAGE = "There is no such language."
ANY_OF = "Given several times: any of them."


class WordsField(serializers.CharField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            allow_blank=True,
            default="",
            max_length=MOST_CHARACTERS,
            **kwargs,
        )


class TypedSerializer(serializers.Serializer):
    q = WordsField(help_text="What was typed so far.")


class AskedSerializer(serializers.Serializer):
    """One value each, or several where a list is."""

    q = WordsField(help_text="Words; each is found as the beginning of a word.")
    collection_id = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=LARGEST_KEY),
        required=False,
        max_length=MOST_VALUES,
        help_text=f"Only products of this collection. {ANY_OF}",
    )
    vendor_id = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=LARGEST_KEY),
        required=False,
        max_length=MOST_VALUES,
        help_text=f"Only products of this vendor. {ANY_OF}",
    )
    genre = serializers.ListField(
        child=serializers.CharField(max_length=100),
        required=False,
        max_length=MOST_VALUES,
        help_text=f"Id or slug of a genre of books. {ANY_OF}",
    )
    language = serializers.ListField(
        child=serializers.CharField(max_length=3),
        required=False,
        max_length=MOST_VALUES,
        help_text=f"Language of books, ISO 639-1 or 639-3. {ANY_OF}",
    )
    format = serializers.ListField(
        child=serializers.ChoiceField(Format.choices),
        required=False,
        max_length=len(Format),
        help_text=f"Only books with a file of this format. {ANY_OF}",
    )
    unit_price__gt = serializers.DecimalField(
        MAX_DIGITS, 2, required=False, help_text="Dearer than this."
    )
    unit_price__gte = serializers.DecimalField(
        MAX_DIGITS, 2, required=False, help_text="At this price or dearer."
    )
    unit_price__lt = serializers.DecimalField(
        MAX_DIGITS, 2, required=False, help_text="Cheaper than this."
    )
    unit_price__lte = serializers.DecimalField(
        MAX_DIGITS, 2, required=False, help_text="At this price or cheaper."
    )
    rating__gte = serializers.DecimalField(
        3, 2, required=False, min_value=0, max_value=5, help_text="Rated so or better."
    )
    in_stock = ExplicitBooleanField(
        required=False,
        help_text="true: what can be bought now; false: what is sold out.",
    )
    ordering = serializers.ChoiceField(
        Order.choices,
        required=False,
        default=Order.RELEVANCE,
        help_text="`unit_price` and `-unit_price` are cheapest and dearest first.",
    )
    facets = serializers.ListField(
        child=serializers.ChoiceField(Facet.choices),
        required=False,
        help_text="Which facets to count, with commas between; empty: none. All of them "
        "when it is left out.",
    )
    page = serializers.IntegerField(required=False, min_value=1)
    page_size = serializers.IntegerField(
        required=False, min_value=1, max_value=100, help_text="10, if it is left out."
    )

    def validate_collection_id(self, keys: list[int]) -> list[int]:
        return existing(keys, Shelf.objects.public())

    def validate_vendor_id(self, keys: list[int]) -> list[int]:
        return existing(keys, Vendor.objects.public())

    def validate_genre(self, names: list[str]) -> list[int]:
        """Ids or slugs, as keys."""
        try:
            return find_genres(keys=[id_or_slug(name) for name in names])
        except UnknownGenres as refusal:
            raise serializers.ValidationError(NO_GENRE, refusal.code) from None

    def validate_language(self, codes: list[str]) -> list[str]:
        """As books keep them: `fra` is `fr`."""
        try:
            return [parse_language(code) for code in codes]
        except BadLanguage as refusal:
            raise serializers.ValidationError(NO_LANGUAGE, refusal.code) from None


def existing(keys: Collection[int], rows: Any) -> list[int]:
    found = set(rows.filter(pk__in=keys).values_list("pk", flat=True))
    for key in keys:
        if key not in found:
            refuse(key)
    return list(keys)


def refuse(value: object) -> Any:
    raise serializers.ValidationError(f"{value} is not one of the choices.", "invalid")


def read_asked(params: QueryDict) -> tuple[str, Wanted]:
    """The words, and everything else. Raises ValidationError."""
    serializer = AskedSerializer(data=plain(params))
    serializer.is_valid(raise_exception=True)
    asked = serializer.validated_data
    return asked["q"], Wanted(
        collection=texts(asked.get("collection_id")),
        vendor=texts(asked.get("vendor_id")),
        genre=texts(asked.get("genre")),
        format=texts(asked.get("format")),
        language=texts(asked.get("language")),
        above=asked.get("unit_price__gt"),
        at_least=asked.get("unit_price__gte"),
        below=asked.get("unit_price__lt"),
        at_most=asked.get("unit_price__lte"),
        rating=asked.get("rating__gte"),
        in_stock=asked.get("in_stock"),
        order=Order(asked["ordering"]),
        facets=tuple(Facet(name) for name in asked.get("facets", Facet.values)),
    )


def plain(params: QueryDict) -> dict[str, Any]:
    """What was asked for; an empty value asks for nothing, except for facets: for none.

    Pages are the paginator's, which answers 404 for one that is not there.
    """
    asked: dict[str, Any] = {}
    for name, field in AskedSerializer().fields.items():
        values = [value for value in params.getlist(name) if value]
        if name == "facets":
            if name in params:
                asked[name] = [v for v in ",".join(values).split(",") if v]
        elif name == "format":
            asked[name] = [value for value in values if value not in RENDERERS]
        elif values and name not in {"page", "page_size"}:
            several = isinstance(field, serializers.ListField)
            asked[name] = values if several else values[-1]
    return asked


def texts(values: Collection[Any] | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(value) for value in values or ()))
