"""Genres, authors, and what a reader prefers, over HTTP."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.mixins import (
    CreateModelMixin,
    ListModelMixin,
    RetrieveModelMixin,
    UpdateModelMixin,
)
from rest_framework.request import Request
from rest_framework.response import Response

from store.books import services
from store.books.fields import GenreSummarySerializer
from store.books.models import Author, Genre
from store.books.serializers import (
    AuthorSerializer,
    GenreSerializer,
    PreferredGenresSerializer,
)
from store.customers.models import Customer
from store.customers.scopes import CustomerViewSet
from store.customers.services import customer_for
from store.shared.identity import user_id
from store.shared.ordering import StableOrderingFilter
from store.shared.pagination import EnvelopePagination
from store.shared.permissions import IsAdminOrReadOnly
from store.shared.schema import describe
from store.shared.scopes import PublicViewSet, get_or_404
from store.shared.search import WordSearchFilter


@describe(
    "genre",
    list="Every genre with the number of its books on public sale, by name.",
    create="Names that differ in case or accents alone are one: 400.",
    destroy="Only a genre without books goes; one with books, drafts too, is a 405.",
)
class GenreViewSet(
    PublicViewSet,
    ListModelMixin,
    RetrieveModelMixin,
    CreateModelMixin,
    UpdateModelMixin,
):
    """Kinds of books. Anyone reads, staff write."""

    model = Genre
    serializer_class = GenreSerializer
    permission_classes = [IsAdminOrReadOnly]
    filter_backends = [WordSearchFilter, StableOrderingFilter]
    search_fields = ["name"]
    ordering_fields = ["name"]

    def shape(self, queryset: Any) -> Any:
        return queryset.with_products_count()

    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        services.delete_genre(genre=self.get_object())
        return Response(status=status.HTTP_204_NO_CONTENT)


@describe(
    "author",
    list=(
        "Who wrote a book on public sale, by name, with the number of such books. "
        "`search` finds every word in the name."
    ),
)
class AuthorViewSet(PublicViewSet, ListModelMixin, RetrieveModelMixin):
    """Who wrote. They come with their books: products are written with their names."""

    model = Author
    serializer_class = AuthorSerializer
    pagination_class = EnvelopePagination
    filter_backends = [WordSearchFilter, StableOrderingFilter]
    search_fields = ["name"]
    ordering_fields = ["name"]

    def shape(self, queryset: Any) -> Any:
        return queryset.with_products_count()


class OwnGenresViewSet(CustomerViewSet):
    """`customers/me/genres/`."""

    model = Genre
    serializer_class = PreferredGenresSerializer
    pagination_class = None

    def get_object(self) -> Customer:
        """Whose they are; OPTIONS wants to know."""
        return get_or_404(Customer.objects.for_user(self.request.user))

    @extend_schema(
        summary="List the genres you prefer",
        description="What you like to read, by name; all of it.",
        responses=GenreSummarySerializer(many=True),
    )
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return Response(GenreSummarySerializer(self.get_queryset(), many=True).data)

    @extend_schema(
        summary="Say which genres you prefer",
        description=(
            "Ids or slugs, in `genres` or as the body itself: these and no others. The "
            "answer is what the list says then. 400 `unknown_genres` names in `unknown` "
            "what is no genre; nothing is changed."
        ),
        responses=GenreSummarySerializer(many=True),
    )
    def replace(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        if user_id(request.user) is None:
            raise Http404
        is_bare = isinstance(request.data, list)
        data = {"genres": request.data} if is_bare else request.data
        serializer = self.get_serializer(data=data)
        serializer.is_valid(raise_exception=True)
        services.prefer_genres(
            customer=customer_for(user=request.user),
            genre_ids=serializer.validated_data["genres"],
        )
        return self.list(request, *args, **kwargs)
