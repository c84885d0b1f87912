"""What goes in; and feeds and publications as the OpenAPI document shows them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import (
    OpenApiExample,
    extend_schema_field,
    extend_schema_serializer,
)
from rest_framework import serializers

from store.opds.choices import (
    ACQUISITION,
    AUTH_BASIC,
    AUTHENTICATION,
    BOOK,
    BUY,
    FEED,
    PAGE,
    PUBLICATION,
    SAMPLE,
    SORT_NEW,
)
from store.shared.search import MOST_CHARACTERS

HOST = "https://store.example"
NEW = f"{HOST}/opds/new/"
SELF = {"rel": "self", "href": NEW, "type": FEED}
EPUB = "application/epub+zip"
PUBLISHED = {
    "metadata": {
        "@type": BOOK,
        "title": "Pride and Prejudice",
        "identifier": "urn:isbn:9780141439518",
        "modified": "2026-11-21T09:30:00Z",
        "author": [
            {
                "name": "Jane Austen",
                "links": [{"href": f"{HOST}/opds/authors/3/", "type": FEED}],
            }
        ],
        "language": "en",
        "numberOfPages": 212,
    },
    "links": [
        {"rel": "self", "href": f"{HOST}/opds/publications/11/", "type": PUBLICATION},
        {
            "rel": SAMPLE,
            "href": f"{HOST}/store/products/11/sample/?file_format=epub",
            "type": EPUB,
        },
        {
            "rel": BUY,
            "href": f"{HOST}/store/products/11/",
            "type": PAGE,
            "properties": {
                "price": {"value": 550.0, "currency": "DZD"},
                "indirectAcquisition": [{"type": EPUB}],
            },
        },
    ],
    "images": [
        {"href": f"{HOST}/media/store/covers/cover_k3.jpg", "type": "image/jpeg"}
    ],
}
FILE = {"rel": ACQUISITION, "href": f"{HOST}/opds/library/31/epub/", "type": EPUB}
HELD = {
    **PUBLISHED,
    "links": [
        {"rel": "self", "href": f"{HOST}/opds/library/31/", "type": PUBLICATION},
        FILE,
    ],
}
PAGED = {"title": "New books", "numberOfItems": 1, "itemsPerPage": 20, "currentPage": 1}


def shown(name: str, value: dict[str, Any], media_type: str) -> OpenApiExample:
    return OpenApiExample(name, value, response_only=True, media_type=media_type)


class WordsSerializer(serializers.Serializer):
    query = serializers.CharField(
        required=False,
        allow_blank=True,
        default="",
        max_length=MOST_CHARACTERS,
        help_text="Words; each is found as the beginning of a word. Without: all books.",
    )


class OpdsLinkSerializer(serializers.Serializer):
    href = serializers.CharField()
    type = serializers.CharField()
    rel = serializers.CharField(required=False)
    title = serializers.CharField(required=False)
    templated = serializers.BooleanField(required=False)
    width = serializers.IntegerField(required=False)
    height = serializers.IntegerField(required=False)
    properties = serializers.DictField(required=False)


class OpdsMetadataSerializer(serializers.Serializer):
    title = serializers.CharField()
    numberOfItems = serializers.IntegerField(required=False)  # noqa: N815 - OPDS has it so
    itemsPerPage = serializers.IntegerField(required=False)  # noqa: N815
    currentPage = serializers.IntegerField(required=False)  # noqa: N815


@extend_schema_serializer(examples=[shown("A book on sale", PUBLISHED, PUBLICATION)])
class OpdsPublicationSerializer(serializers.Serializer):
    metadata = serializers.DictField(help_text="Of a Readium Web Publication.")
    links = OpdsLinkSerializer(many=True)
    images = OpdsLinkSerializer(many=True)


@extend_schema_serializer(examples=[shown("A book that is held", HELD, PUBLICATION)])
class OpdsHeldPublicationSerializer(OpdsPublicationSerializer):
    """`links` lead to the files."""


@extend_schema_serializer(
    examples=[
        shown(
            "A page of books",
            {"metadata": PAGED, "links": [SELF], "publications": [PUBLISHED]},
            FEED,
        )
    ]
)
class OpdsFeedSerializer(serializers.Serializer):
    """Books."""

    metadata = OpdsMetadataSerializer()
    links = OpdsLinkSerializer(many=True)
    publications = OpdsPublicationSerializer(many=True)


@extend_schema_serializer(
    examples=[
        shown(
            "The way in",
            {
                "metadata": {"title": "Storefront"},
                "links": [{**SELF, "href": f"{HOST}/opds/"}],
                "navigation": [{**SELF, "rel": SORT_NEW, "title": "New books"}],
            },
            FEED,
        )
    ]
)
class OpdsNavigationSerializer(serializers.Serializer):
    """Ways to other feeds."""

    metadata = OpdsMetadataSerializer()
    links = OpdsLinkSerializer(many=True)
    navigation = OpdsLinkSerializer(many=True)


@extend_schema_field({"type": "object", "additionalProperties": {"type": "string"}})
class LabelsField(serializers.DictField):
    child: Any = serializers.CharField()


class OpdsFlowSerializer(serializers.Serializer):
    type = serializers.CharField()
    labels = LabelsField()


@extend_schema_serializer(
    examples=[
        shown(
            "Basic, with an app password",
            {
                "id": f"{HOST}/opds/authentication/",
                "title": "Storefront",
                "description": "Sign in with your username and an app password.",
                "links": [{"rel": "start", "href": f"{HOST}/opds/", "type": FEED}],
                "authentication": [
                    {
                        "type": AUTH_BASIC,
                        "labels": {"login": "Username", "password": "App password"},
                    }
                ],
            },
            AUTHENTICATION,
        )
    ]
)
class OpdsAuthenticationSerializer(serializers.Serializer):
    """How an app signs in (Authentication for OPDS 1.0)."""

    id = serializers.CharField()
    title = serializers.CharField()
    description = serializers.CharField()
    links = OpdsLinkSerializer(many=True)
    authentication = OpdsFlowSerializer(many=True)
