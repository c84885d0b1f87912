"""The public catalogue for reader apps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from store.books.models import Author, Genre
from store.catalog.models import Product
from store.catalog.rows import render_products
from store.discovery.searching import search
from store.discovery.wanted import Wanted
from store.insights.shown_products import render_public
from store.opds.answers import PublicOpds
from store.opds.feeds import (
    authentication_document,
    books_feed,
    shelves_feed,
    start_feed,
)
from store.opds.pagination import FeedPagination
from store.opds.publications import on_sale
from store.opds.rows import files_on_sale, with_books, with_files
from store.opds.serializers import (
    OpdsAuthenticationSerializer,
    OpdsFeedSerializer,
    OpdsNavigationSerializer,
    OpdsPublicationSerializer,
    WordsSerializer,
)
from store.rankings import lists
from store.reading.choices import Format
from store.shared.scopes import PublicViewSet, get_or_404

ABOUT = "Books on public sale that come as a PDF or EPUB, twenty a page."
KEY = OpenApiParameter("id", int, OpenApiParameter.PATH)
PAGE = OpenApiParameter("page", int)


class BooksOnSale(PublicOpds, PublicViewSet):
    """Books with a file, on public sale."""

    model = Product
    serializer_class: type[Serializer] = OpdsFeedSerializer
    pagination_class = FeedPagination
    paginator: Any

    def shape(self, queryset: Any) -> QuerySet[Any]:
        return with_files(queryset)

    def publications(self, products: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        """Without what lost its last file since the page was cut."""
        rows = list(products)
        files = files_on_sale([row["id"] for row in rows])
        return [
            on_sale(row, files=found, host=self.host)
            for row in rows
            if (found := files[row["id"]]).formats and row["book"]
        ]

    def feed(self, title: str, rows: Any) -> Response:
        """A page of these rows, which have a `pk`."""
        keys = [row["pk"] for row in self.paginate_queryset(rows) or ()]
        found = render_public(keys, self.request.build_absolute_uri, None)
        page = self.paginator.describe(self.address)
        books = self.publications(found.values())
        return Response(books_feed(title, page, publications=books, host=self.host))


class CatalogueViewSet(BooksOnSale):
    """`/opds/`, `new/`, `popular/`, `search/`, `publications/{id}/`, `authentication/`."""

    @extend_schema(
        summary="Begin to browse",
        description="The OPDS 2 feed to add to a reader app. For everyone.",
        responses=OpdsNavigationSerializer,
    )
    def start(self, request: Request, **kwargs: Any) -> Response:
        return Response(start_feed(self.host))

    @extend_schema(
        summary="List new books",
        description=f"{ABOUT} By when they were published first.",
        parameters=[PAGE],
    )
    def new(self, request: Request, **kwargs: Any) -> Response:
        rows = lists.newest(self.get_queryset())
        return self.feed("New books", rows[: lists.MOST_PLACES])

    @extend_schema(
        summary="List popular books",
        description=f"{ABOUT} What trends; else what sold best, else what is new.",
        parameters=[PAGE],
    )
    def popular(self, request: Request, **kwargs: Any) -> Response:
        _, rows = lists.trending_or_else(self.get_queryset())
        return self.feed("Popular books", rows[: lists.MOST_PLACES])

    @extend_schema(
        summary="Search books",
        description=f"{ABOUT} As `store/search/` finds them, the best match first.",
        parameters=[WordsSerializer, PAGE],
    )
    def search(self, request: Request, **kwargs: Any) -> Response:
        asked = WordsSerializer(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        words = asked.validated_data["query"]
        wanted = Wanted(format=tuple(Format.values), facets=())
        rows: Any = self.paginate_queryset(search(words=words, wanted=wanted))  # type: ignore[arg-type]
        found = render_products(rows, request.build_absolute_uri)
        asked_for = {"query": words} if words else {}
        page = self.paginator.describe(self.address, **asked_for)
        books = self.publications(found)
        return Response(books_feed("Search", page, publications=books, host=self.host))

    @extend_schema(
        summary="Read one book",
        description="404 for what is not on public sale, or is no book with a file.",
        parameters=[KEY],
        responses=OpdsPublicationSerializer,
    )
    def publication(self, request: Request, **kwargs: Any) -> Response:
        product = get_or_404(self.get_queryset(), pk=self.kwargs["pk"])
        found = render_public([product.pk], request.build_absolute_uri, None)
        for book in self.publications(found.values()):
            return Response(book)
        raise Http404

    @extend_schema(
        summary="Learn how to sign in",
        description="The OPDS Authentication Document, as every 401 of the library has it.",
        responses=OpdsAuthenticationSerializer,
    )
    def authentication(self, request: Request, **kwargs: Any) -> Response:
        return Response(authentication_document(self.host))


class Shelves(PublicOpds, PublicViewSet):
    """The genres or authors of such books, with how many there are."""

    serializer_class: type[Serializer] = OpdsNavigationSerializer
    pagination_class = FeedPagination
    paginator: Any
    title: str
    path: str

    def shape(self, queryset: Any) -> QuerySet[Any]:
        return with_books(queryset, self.path).order_by("name", "id")

    def list(self, request: Request, **kwargs: Any) -> Response:
        shelves = self.paginate_queryset(self.get_queryset()) or []
        page = self.paginator.describe(self.address)
        name = self.title.lower()
        return Response(
            shelves_feed(self.title, page, shelves=shelves, name=name, host=self.host)
        )


@extend_schema_view(
    list=extend_schema(
        summary="List genres of books with files",
        description="By name, with the number of books.",
        parameters=[PAGE],
        responses=forced_singular_serializer(OpdsNavigationSerializer),
    )
)
class GenreShelvesViewSet(Shelves):
    """Genres with books that come as a PDF or EPUB, by name."""

    model = Genre
    title = "Genres"
    path = "book__genres"


@extend_schema_view(
    list=extend_schema(
        summary="List authors of books with files",
        description="By name, with the number of books.",
        parameters=[PAGE],
        responses=forced_singular_serializer(OpdsNavigationSerializer),
    )
)
class AuthorShelvesViewSet(Shelves):
    """Authors of books that come as a PDF or EPUB, by name."""

    model = Author
    title = "Authors"
    path = "book__authors"


@extend_schema(parameters=[KEY, PAGE])
class ShelfViewSet(BooksOnSale):
    """`genres/{id}/` and `authors/{id}/`: the newest first."""

    @extend_schema(summary="List the books of a genre", description=ABOUT)
    def genre(self, request: Request, **kwargs: Any) -> Response:
        return self.shelf(Genre.objects.public(), "book__genres")

    @extend_schema(summary="List the books of an author", description=ABOUT)
    def author(self, request: Request, **kwargs: Any) -> Response:
        return self.shelf(Author.objects.public(), "book__authors")

    def shelf(self, names: QuerySet[Any], path: str) -> Response:
        shelf = get_or_404(names, pk=self.kwargs["pk"])
        books = self.get_queryset().filter(**{path: shelf})
        return self.feed(shelf.name, lists.newest(books))
