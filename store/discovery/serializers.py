"""How a search is answered, for the schema."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from store.catalog.serializers import MANGO_AS_READ, ProductSerializer
from store.shared.money import MAX_DIGITS

FOUND = {
    "count": 12,
    "next": "http://127.0.0.1:8000/store/search/?page=2&q=mango",
    "previous": None,
    "query": "mangoo",
    "corrected": "mango",
    "facets": {
        "collection": [{"id": 2, "title": "Fresh fruit", "count": 12}],
        "vendor": [
            {"id": 1, "shop_name": "Mango House", "slug": "mango-house", "count": 9}
        ],
        "genre": [{"id": 3, "name": "Cooking", "slug": "cooking", "count": 1}],
        "price": [{"from": 200, "to": 500, "count": 12}],
        "rating": [{"from": 4, "count": 5}, {"from": 3, "count": 8}],
        "format": [{"value": "epub", "name": "EPUB", "count": 1}],
    },
    "results": [MANGO_AS_READ.value],
}
SUGGESTED = {
    "query": "man",
    "words": ["mango", "manual"],
    "products": [
        {
            "id": 11,
            "title": "Alphonso mangoes",
            "image": "http://127.0.0.1:8000/media/store/images/alphonso-mangoes.png",
        }
    ],
    "authors": [{"id": 4, "name": "Thomas Mann"}],
    "genres": [{"id": 5, "name": "Manga", "slug": "manga"}],
    "vendors": [{"id": 1, "shop_name": "Mango House", "slug": "mango-house"}],
    "collections": [{"id": 2, "title": "Mangoes"}],
}


class CountedSerializer(serializers.Serializer):
    count = serializers.IntegerField(
        help_text="What would be found with this value in the place of what was chosen."
    )


class CollectionCountSerializer(CountedSerializer):
    id = serializers.IntegerField()
    title = serializers.CharField()


class VendorCountSerializer(CountedSerializer):
    id = serializers.IntegerField()
    shop_name = serializers.CharField()
    slug = serializers.SlugField()


class GenreCountSerializer(CountedSerializer):
    id = serializers.IntegerField()
    name = serializers.CharField()
    slug = serializers.SlugField()


class PriceCountSerializer(CountedSerializer):
    to = serializers.DecimalField(
        MAX_DIGITS, 2, help_text="Goes into `unit_price__lt`."
    )

    def get_fields(self) -> dict[str, Any]:
        low = serializers.DecimalField(
            MAX_DIGITS, 2, help_text="Goes into `unit_price__gte`."
        )
        return {"from": low, **super().get_fields()}


class RatingCountSerializer(CountedSerializer):
    def get_fields(self) -> dict[str, Any]:
        stars = serializers.IntegerField(help_text="Goes into `rating__gte`.")
        return {"from": stars, **super().get_fields()}


class FormatCountSerializer(CountedSerializer):
    value = serializers.CharField(help_text="Goes into `format`.")
    name = serializers.CharField()


class FacetsSerializer(serializers.Serializer):
    """Those that were asked for, with at most 20 values each."""

    collection = CollectionCountSerializer(many=True, required=False)
    vendor = VendorCountSerializer(many=True, required=False)
    genre = GenreCountSerializer(many=True, required=False)
    price = PriceCountSerializer(many=True, required=False)
    rating = RatingCountSerializer(many=True, required=False)
    format = FormatCountSerializer(many=True, required=False)


@extend_schema_serializer(
    examples=[OpenApiExample("A search", FOUND, response_only=True)]
)
class FoundSerializer(serializers.Serializer):
    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    query = serializers.CharField(help_text="What was asked for.")
    corrected = serializers.CharField(
        allow_null=True,
        help_text="What was searched instead, as nothing has the words.",
    )
    facets = FacetsSerializer()
    results = ProductSerializer(many=True)


class SuggestedProductSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    title = serializers.CharField()
    image = serializers.URLField(allow_null=True)


class NamedSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    name = serializers.CharField()


class SuggestedGenreSerializer(NamedSerializer):
    slug = serializers.SlugField()


class SuggestedVendorSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    shop_name = serializers.CharField()
    slug = serializers.SlugField()


class SuggestedCollectionSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    title = serializers.CharField()


@extend_schema_serializer(
    examples=[OpenApiExample("Suggestions", SUGGESTED, response_only=True)]
)
class SuggestionsSerializer(serializers.Serializer):
    query = serializers.CharField(help_text="What was typed so far.")
    words = serializers.ListField(
        child=serializers.CharField(),
        help_text="The search with its last word completed.",
    )
    products = SuggestedProductSerializer(many=True)
    authors = NamedSerializer(many=True)
    genres = SuggestedGenreSerializer(many=True)
    vendors = SuggestedVendorSerializer(many=True)
    collections = SuggestedCollectionSerializer(many=True)
