"""Searching over HTTP."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from store.books.filters import FormatOfFiles
from store.catalog.announcements import announce_search
from store.catalog.models import Product
from store.catalog.rows import render_products
from store.discovery.asked import (
    RENDERERS,
    AskedSerializer,
    TypedSerializer,
    read_asked,
)
from store.discovery.labels import render_facets
from store.discovery.searching import search
from store.discovery.serializers import FoundSerializer, SuggestionsSerializer
from store.discovery.suggestions import suggest
from store.shared.pagination import EnvelopePagination
from store.shared.scopes import PublicViewSet


class FormatIsAFilter(FormatOfFiles):
    """`?format=json` asks for JSON, and everything else for books: what is none is a 400."""

    def filter_renderers(self, renderers: Any, format: str) -> Any:  # noqa: A002
        if format in RENDERERS or self.suffix:
            return super().filter_renderers(renderers, format)
        return renderers


class SearchViewSet(PublicViewSet):
    """`search/` and `search/suggestions/`: what is on public sale, for anyone."""

    model = Product
    serializer_class = FoundSerializer
    pagination_class = EnvelopePagination
    content_negotiation_class = FormatIsAFilter

    @extend_schema(
        summary="Search the store",
        description=(
            "Products on public sale that have every word in title, description, author, "
            "ISBN, genre, tag, vendor, collection or code, best match first. Without `q` "
            "all that fits the filters. When nothing has the words, the nearest ones that "
            "occur are searched, and `corrected` says so.\n\n"
            "A facet counts what each of its values would leave, with the facet's own "
            "filter left out: choosing a value gives exactly that `count`. At most 20 "
            "values each, the commonest.\n\n"
            "400: `invalid` (a filter's value)."
        ),
        parameters=[AskedSerializer],
        responses=FoundSerializer,
    )
    def search(self, request: Request, **kwargs: Any) -> Response:
        words, wanted = read_asked(request.query_params)
        found: Any = search(words=words, wanted=wanted)
        rows: Any = self.paginate_queryset(found)
        products = render_products(rows, request.build_absolute_uri, request.user)
        announce_search(request, products, param="q")
        page = self.get_paginated_response(products).data
        results = page.pop("results")
        more = {"query": words, "corrected": found.corrected}
        return Response(
            {**page, **more, "facets": render_facets(found), "results": results}
        )

    @extend_schema(
        summary="Suggest while somebody types",
        description=(
            "For the beginning of a search: its last word completed, products, and the "
            "authors, genres, vendors and collections with such a name. Only what leads to "
            "something on public sale; a few of each."
        ),
        parameters=[TypedSerializer],
        responses=SuggestionsSerializer,
    )
    def suggestions(self, request: Request, **kwargs: Any) -> Response:
        asked = TypedSerializer(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        words = asked.validated_data["q"]
        return Response(suggest(words=words, absolute=request.build_absolute_uri))
