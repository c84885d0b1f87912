"""The personal library for reader apps, and the files in it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.http.response import HttpResponseBase
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from store.catalog.models import Product
from store.catalog.rows import product_values, render_products
from store.customers.scopes import CustomerViewSet
from store.library.models import LibraryEntry
from store.opds.answers import PersonalOpds
from store.opds.choices import AUTHENTICATION
from store.opds.feeds import books_feed
from store.opds.pagination import FeedPagination
from store.opds.publications import held
from store.opds.rows import cover_of, held_with_files
from store.opds.serializers import (
    OpdsAuthenticationSerializer,
    OpdsFeedSerializer,
    OpdsHeldPublicationSerializer,
)
from store.opds.services import take_file
from store.reading.choices import Format
from store.reading.services import editions_of, files_by_product
from store.reading.serving import serve
from store.reading.views import FILES, STREAMED
from store.shared.scopes import get_or_404

HOW = (
    " By HTTP Basic with an app password (`/auth/app-passwords/`), or signed in as "
    "everywhere. The body of a 401 is the OPDS Authentication Document."
)
REFUSED: Any = {
    (401, AUTHENTICATION): OpenApiResponse(
        OpdsAuthenticationSerializer, description="How an app signs in."
    )
}
KEY = OpenApiParameter("id", int, OpenApiParameter.PATH)


class HeldBooks(PersonalOpds, CustomerViewSet):
    """The books with a file that the caller holds, the newest first."""

    model = LibraryEntry
    serializer_class = OpdsFeedSerializer
    pagination_class = FeedPagination
    paginator: Any

    def shape(self, queryset: Any) -> QuerySet[Any]:
        return held_with_files(queryset)

    def publications(self, entries: list[LibraryEntry]) -> list[dict[str, Any]]:
        """In the order of the entries, whether or not the books are still on sale."""
        ids = {entry.product_id for entry in entries}
        files = files_by_product(ids=ids)
        products = product_values(Product.objects.filter(pk__in=ids).order_by())
        rows = render_products(products, self.request.build_absolute_uri)
        by_key = {row["id"]: row for row in rows}
        shown = []
        for entry in entries:
            editions = editions_of(entry=entry, files=files.get(entry.product_id, ()))
            if editions and entry.product_id in by_key:
                book = held(
                    by_key[entry.product_id],
                    entry=entry.pk,
                    formats=dict.fromkeys(file.format for file in editions),
                    cover=cover_of(editions),
                    host=self.host,
                )
                shown.append(book)
        return shown


class LibraryViewSet(HeldBooks):
    """`library/` and `library/{id}/`."""

    @extend_schema(
        summary="List the books that you hold",
        description="Bought or given, with addresses of their files." + HOW,
        parameters=[OpenApiParameter("page", int)],
        responses={200: forced_singular_serializer(OpdsFeedSerializer), **REFUSED},
    )
    def list(self, request: Request, **kwargs: Any) -> Response:
        entries = self.paginate_queryset(self.get_queryset()) or []
        page = self.paginator.describe(self.address)
        books = self.publications(entries)
        return Response(
            books_feed("My library", page, publications=books, host=self.host)
        )

    @extend_schema(
        summary="Read one book that you hold",
        description="With addresses of its files." + HOW,
        parameters=[KEY],
        responses={200: OpdsHeldPublicationSerializer, **REFUSED},
    )
    def publication(self, request: Request, **kwargs: Any) -> Response:
        entry = get_or_404(self.get_queryset(), pk=self.kwargs["pk"])
        for book in self.publications([entry]):
            return Response(book)
        raise Http404


class LibraryFileViewSet(HeldBooks):
    """`library/{id}/{kind}/`."""

    @extend_schema(
        operation_id="opds_library_download",
        summary="Download a book that you hold",
        description=f"The newest edition in this format. {STREAMED}" + HOW,
        parameters=[
            KEY,
            OpenApiParameter("kind", str, OpenApiParameter.PATH, enum=Format.values),
        ],
        responses={**FILES, **REFUSED},
    )
    def file(self, request: Request, **kwargs: Any) -> HttpResponseBase:
        entry = get_or_404(self.get_queryset(), pk=self.kwargs["pk"])
        edition = take_file(entry=entry, file_format=self.kwargs["kind"])
        if edition is None:
            raise Http404
        return serve(request, edition)
