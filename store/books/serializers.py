"""Books as a part of products; genres, authors, and what a reader prefers."""

from __future__ import annotations

from typing import Any

from django.utils.text import slugify
from drf_spectacular.utils import (
    OpenApiExample,
    extend_schema_field,
    extend_schema_serializer,
)
from rest_framework import serializers
from rest_framework.validators import UniqueValidator

from store.books.choices import Format
from store.books.errors import UnknownGenresOfBook
from store.books.fields import (
    AuthorsField,
    GenresField,
    GenreSummarySerializer,
    IsbnField,
    LanguageField,
    PagesField,
)
from store.books.models import Author, Book, Genre
from store.books.names import has_letter, key_of_name, plain_name
from store.books.services import write_named
from store.customers.models import Customer
from store.customers.serializers import (
    READ_OWN,
    OwnCustomerSerializer,
    OwnStaffCustomerSerializer,
)

ADVENTURE = {"id": 2, "name": "Adventure", "slug": "adventure"}
BOOK = {
    "isbn": "978-9931-00-012-6",
    "authors": ["Jules Verne"],
    "publisher": "Corner Classics",
    "released_on": "1873-01-30",
    "pages": "180-210",
    "language": "fr",
    "genres": ["adventure"],
}
BOOK_AS_READ = {
    **BOOK,
    "isbn": "9789931000126",
    "authors": [{"id": 4, "name": "Jules Verne"}],
    "pages_from": 180,
    "pages_to": 210,
    "genres": [ADVENTURE],
    "formats": ["epub", "pdf"],
}

NOVEL = OpenApiExample(
    "A book",
    {
        "title": "Around the World in Eighty Days",
        "slug": "around-the-world-in-eighty-days",
        "inventory": 40,
        "unit_price": 8.7,
        "collection": 14,
        "book": BOOK,
    },
    request_only=True,
)


@extend_schema_serializer(
    examples=[
        OpenApiExample("A book", BOOK, request_only=True),
        OpenApiExample("A book as read", BOOK_AS_READ, response_only=True),
    ]
)
class BookSerializer(serializers.ModelSerializer):
    """The side of a product that is read; `store.books.rows` renders it."""

    isbn = IsbnField(
        required=False,
        allow_blank=True,
        help_text="Of 10 or 13 digits, with hyphens or without; read as 13 digits.",
    )
    authors = AuthorsField(
        required=False,
        help_text="Names, in the order of the title page. Who is new is added.",
    )
    pages = PagesField(
        required=False, help_text="A number, or a range: 180 or `180-210`."
    )
    language = LanguageField(
        required=False,
        allow_blank=True,
        help_text="ISO 639-1 or 639-3; read as two letters where there are two.",
    )
    genres = GenresField(
        required=False,
        refusal=UnknownGenresOfBook,
        help_text="Ids or slugs; all of them.",
    )
    formats = serializers.SerializerMethodField(help_text="Of its files.")

    class Meta:
        model = Book
        fields = [*BOOK_AS_READ]
        read_only_fields = ["pages_from", "pages_to"]

    @extend_schema_field(
        serializers.ListField(child=serializers.ChoiceField(Format.choices))
    )
    def get_formats(self, book: Any) -> list[str]:
        files = book.files.current().filter(is_sample=False)
        return sorted({*files.values_list("format", flat=True)})


class CountsProducts(serializers.Serializer):
    products_count = serializers.IntegerField(
        read_only=True, default=0, help_text="Their books on public sale."
    )


@extend_schema_serializer(
    examples=[
        OpenApiExample("A genre", {"name": "Science fiction"}, request_only=True),
        OpenApiExample(
            "A genre as read", {**ADVENTURE, "products_count": 8}, response_only=True
        ),
    ]
)
class GenreSerializer(CountsProducts, serializers.ModelSerializer):
    slug = serializers.SlugField(
        max_length=100,
        required=False,
        help_text="Made of the name when left out; with letters, for a number is an id.",
        validators=[
            UniqueValidator(
                Genre.objects.all(),
                message="There is a genre with this slug.",
                lookup="iexact",
            )
        ],
    )

    class Meta:
        model = Genre
        fields = ["id", "name", "slug", "products_count"]

    def validate_name(self, name: str) -> str:
        own: Any = getattr(self.instance, "pk", None)
        others = Genre.objects.exclude(pk=own)
        if not has_letter(name):
            raise serializers.ValidationError("A name has letters.", "no_letter")
        if others.filter(name_key=key_of_name(name)).exists():
            raise serializers.ValidationError(
                "There is a genre of this name.", "unique"
            )
        return plain_name(name)

    def validate_slug(self, slug: str) -> str:
        if not has_letter(slug):
            raise serializers.ValidationError("A slug has letters.", "no_letter")
        return slug.lower()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Of a new genre the slug is made of its name: it must be free."""
        if self.instance is None and "slug" not in attrs:
            field = self.fields["slug"]
            try:
                attrs["slug"] = self.validate_slug(
                    field.run_validation(slugify(attrs["name"])[:100])
                )
            except serializers.ValidationError as error:
                raise serializers.ValidationError({"slug": error.detail}) from None
        return attrs

    def update(self, instance: Genre, validated_data: dict[str, Any]) -> Genre:
        write_named(row=instance, values=validated_data)
        return instance


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "An author",
            {"id": 4, "name": "Jules Verne", "products_count": 3},
            response_only=True,
        )
    ]
)
class AuthorSerializer(CountsProducts, serializers.ModelSerializer):
    class Meta:
        model = Author
        fields = ["id", "name", "products_count"]


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "What you like", {"genres": ["adventure", 7]}, request_only=True
        ),
    ]
)
class PreferredGenresSerializer(serializers.Serializer):
    genres = GenresField(help_text="Ids or slugs; all that you prefer, perhaps none.")


class PrefersGenres(serializers.Serializer):
    preferred_genres = serializers.SerializerMethodField(
        help_text="By name; `me/genres/` changes them."
    )

    @extend_schema_field(GenreSummarySerializer(many=True))
    def get_preferred_genres(self, customer: Customer) -> Any:
        genres = Genre.objects.filter(preferred_by__customer=customer)
        return GenreSummarySerializer(genres, many=True).data


OWN_READER = extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Oneself",
            {**READ_OWN.value, "preferred_genres": [ADVENTURE]},
            response_only=True,
        ),
        OpenApiExample(
            "A change",
            {"phone": "+213 555 010 203", "birth_date": "1990-04-12"},
            request_only=True,
        ),
    ]
)


@OWN_READER
class OwnStaffReaderSerializer(PrefersGenres, OwnStaffCustomerSerializer):
    class Meta(OwnStaffCustomerSerializer.Meta):
        fields = [*OwnStaffCustomerSerializer.Meta.fields, "preferred_genres"]


@OWN_READER
class OwnReaderSerializer(PrefersGenres, OwnCustomerSerializer):
    class Meta(OwnCustomerSerializer.Meta):
        fields = [*OwnCustomerSerializer.Meta.fields, "preferred_genres"]
