"""Files of books over HTTP."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from store.catalog.permissions import SellsOrReadOnly
from store.customers.scopes import CustomerViewSet
from store.library.models import GoneEntry, LibraryEntry
from store.progress.filters import HeldEntryFilter
from store.progress.services import progress_by_product
from store.reading.choices import CONTENT_TYPES, Format
from store.reading.downloads import begin_download, count_by_entry
from store.reading.held_serializers import (
    LIBRARY_ROW,
    GoneEntrySerializer,
    HeldEntrySerializer,
    LinkSerializer,
    WantedFileSerializer,
)
from store.reading.links import make_token, open_token
from store.reading.models import BookFile
from store.reading.scopes import BookFileScope, SampleScope
from store.reading.serializers import (
    BookFileSerializer,
    SampleQuerySerializer,
    UploadSerializer,
)
from store.reading.services import add_file, files_by_product, find_edition, take_away
from store.reading.serving import serve
from store.shared.filters import FilterWhenAsked
from store.shared.ordering import StableOrderingFilter
from store.shared.schema import PRODUCT_KEY, describe
from store.shared.scopes import BearerViewSet, get_or_404
from store.shared.search import WordSearchFilter
from store.sync.pagination import SyncPagination, asked_since

STREAMED = (
    "With `Range` and `If-Range` a part of it (206, 416 behind its end); `ETag` is its "
    "SHA-256, and `If-None-Match` gets a 304."
)
FILES: Any = {(200, kind): OpenApiTypes.BINARY for kind in CONTENT_TYPES.values()}
SAMPLE_FORMAT = OpenApiParameter("file_format", str, enum=Format.values)


class AnyKind(BaseContentNegotiation):
    """For answers that are files: a client may ask for `application/pdf`, errors are JSON."""

    def select_parser(self, request: Any, parsers: Any) -> Any:
        return parsers[0]

    def select_renderer(
        self, request: Any, renderers: Any, format_suffix: Any = None
    ) -> Any:
        return renderers[0], renderers[0].media_type


@extend_schema(parameters=[PRODUCT_KEY])
@describe(
    "file of a book",
    "files of a book",
    list=(
        "What the book comes as, and its samples: an empty list for what is no book. Who "
        "may write the product sees every edition, what became of it and what it says of "
        "itself; everybody else those that are to be had now."
    ),
    create=(
        "By staff, or an owner or manager of the product's approved vendor. The answer is "
        "the edition that waits to be looked into (202), or, for the very file that is the "
        "newest already, that one (200). When it is `ready` it takes the place of the one "
        "before; who held the book before that keeps the old one as well. 400: "
        "`unknown_file_format`, `damaged_pdf`, `encrypted_pdf`, `damaged_epub`, "
        "`file_too_large`. 409: `not_a_book`, `too_many_waiting`."
    ),
    destroy="What somebody holds is kept for them, and for nobody else.",
)
class BookFileViewSet(BookFileScope, ListModelMixin, RetrieveModelMixin):
    """`products/{id}/files/`."""

    model = BookFile
    permission_classes = [SellsOrReadOnly]
    parser_classes = [MultiPartParser]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.check_object_permissions(request, self.product)

    def get_serializer_class(self) -> type[BaseSerializer]:
        return UploadSerializer if self.action == "create" else BookFileSerializer

    @extend_schema(responses={200: BookFileSerializer, 202: BookFileSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        edition, is_new = add_file(
            product=self.product,
            upload=serializer.validated_data["file"],
            is_sample=serializer.validated_data["is_sample"],
        )
        context = self.get_serializer_context()
        return Response(
            BookFileSerializer(edition, context=context).data,
            status=status.HTTP_202_ACCEPTED if is_new else status.HTTP_200_OK,
        )

    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        edition = get_or_404(self.get_queryset(), pk=self.kwargs["pk"])
        take_away(edition=edition)
        return Response(status=status.HTTP_204_NO_CONTENT)


class SampleViewSet(SampleScope):
    """`products/{id}/sample/`."""

    model = BookFile
    serializer_class = SampleQuerySerializer
    permission_classes = [SellsOrReadOnly]
    content_negotiation_class = AnyKind

    @extend_schema(
        summary="Read the sample of a book",
        description=(
            "For everyone who sees the product; the PDF if there are two. 404 without one. "
            f"{STREAMED}"
        ),
        parameters=[PRODUCT_KEY, SAMPLE_FORMAT],
        responses=FILES,
    )
    def download(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        query = self.get_serializer(data=request.query_params)
        query.is_valid(raise_exception=True)
        rows = self.get_queryset().select_related("book__product")
        if wanted := query.validated_data.get("file_format"):
            rows = rows.filter(format=wanted)
        sample = rows.order_by("-format").first()
        if sample is None:
            raise Http404
        return serve(request, sample)


@describe(
    "held book",
    list=(
        "What the signed-in customer holds, bought or given, the newest first, with the "
        "files that they may download: the newest edition of each format, and those that "
        "were the newest since they hold it, and how often they downloaded it lately; and "
        "with how far they read it. With `updated_since` (filters and order are nothing "
        "then) also what they do not hold any more, of which `id`, `product.id`, "
        "`is_deleted` and `updated_at` are told. New files, and reading on, are no changes "
        "of an entry."
    ),
)
class OwnLibraryViewSet(CustomerViewSet, ListModelMixin, RetrieveModelMixin):
    """`customers/me/library/`."""

    model = LibraryEntry
    serializer_class = HeldEntrySerializer
    pagination_class = SyncPagination
    filter_backends = [FilterWhenAsked, WordSearchFilter, StableOrderingFilter]
    filterset_class = HeldEntryFilter
    search_fields = ["product__title"]
    ordering_fields = ["created_at"]

    def shape(self, queryset: Any) -> Any:
        return queryset.select_related("product")

    @extend_schema(responses=LIBRARY_ROW)
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        since = asked_since(request)
        if since is None:
            page = self.filter_queryset(self.get_queryset())
            rows = self.paginate_queryset(page) or []
        else:
            gone = GoneEntry.objects.for_user(request.user)
            sources = [self.get_queryset(), gone]
            pagination: Any = self.paginator
            rows = pagination.paginate_changes(sources, since, request)
        return self.get_paginated_response(self.shown(rows))

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return Response(self.shown([self.get_object()])[0])

    def shown(self, rows: Any) -> Any:
        held = [row for row in rows if isinstance(row, LibraryEntry)]
        ids = {entry.product_id for entry in held}
        context = {
            **self.get_serializer_context(),
            "files": files_by_product(ids=ids),
            "progress": progress_by_product(user=self.request.user, product_ids=ids),
            "used": count_by_entry(ids=[entry.pk for entry in held]),
        }
        return [
            HeldEntrySerializer(row, context=context).data
            if isinstance(row, LibraryEntry)
            else GoneEntrySerializer(row).data
            for row in rows
        ]

    @extend_schema(
        summary="Get a link to a file that you hold",
        description=(
            "It opens the file without signing in, for `STORE_DOWNLOAD_MINUTES`, and no "
            "longer than you hold the book. Ask for another to resume later: the `ETag` "
            "stays, and within the life of the first it is the same download. 400 "
            "`no_such_file`: not held in such a format and edition. 429 "
            "`download_limit_reached`: `STORE_DOWNLOADS_PER_BOOK` were made of this book in "
            "`STORE_DOWNLOADS_DAYS`; `Retry-After` says when there is another."
        ),
        request=WantedFileSerializer,
        responses=LinkSerializer,
    )
    @action(detail=True, methods=["post"])
    def download(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        wanted = WantedFileSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        entry = self.get_object()
        edition = find_edition(
            entry=entry,
            file_format=wanted.validated_data["format"],
            edition=wanted.validated_data.get("edition"),
        )
        begin_download(entry=entry, edition=edition)
        token, expires_at = make_token(entry=entry, edition=edition)
        url = request.build_absolute_uri(f"/store/downloads/{token}/")
        return Response({"url": url, "expires_at": expires_at})


class DownloadViewSet(BearerViewSet):
    """`downloads/{token}/`."""

    model = BookFile
    serializer_class = LinkSerializer
    content_negotiation_class = AnyKind

    @extend_schema(
        summary="Download a file by its link",
        description=(
            f"{STREAMED} 403 `link_expired`; 404 when the book is not held any more."
        ),
        parameters=[OpenApiParameter("id", str, OpenApiParameter.PATH)],
        responses=FILES,
    )
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        edition = open_token(token=self.kwargs["pk"])
        if edition is None:
            raise Http404
        return serve(request, edition)
