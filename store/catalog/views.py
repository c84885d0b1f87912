"""Collections, products and product images over HTTP."""

from __future__ import annotations

from typing import Any

from rest_framework import status
from rest_framework.mixins import (
    CreateModelMixin,
    DestroyModelMixin,
    ListModelMixin,
    RetrieveModelMixin,
    UpdateModelMixin,
)
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from store.catalog import services
from store.catalog.filters import FilterWhenAsked, ProductFilter
from store.catalog.models import Collection, Product, ProductImage
from store.catalog.permissions import SellsOrReadOnly
from store.catalog.rows import product_values, render_products
from store.catalog.scopes import (
    CatalogViewSet,
    ProductChildViewSet,
    prepared_rows,
    public_rows,
    rows_of_shelf,
)
from store.catalog.serializers import (
    CollectionSerializer,
    ProductImageSerializer,
    ProductSerializer,
)
from store.shared.ordering import StableOrderingFilter
from store.shared.pagination import EnvelopePagination
from store.shared.permissions import IsAdminOrReadOnly
from store.shared.prepared import as_key
from store.shared.schema import describe
from store.shared.scopes import PublicViewSet, get_or_404
from store.shared.search import WordSearchFilter

Rows = list[dict[str, Any]]


@describe(
    "collection",
    list="Every collection with the number of its products on public sale.",
    destroy="Only an empty collection goes; one with products is a 405.",
)
class CollectionViewSet(
    PublicViewSet,
    ListModelMixin,
    RetrieveModelMixin,
    CreateModelMixin,
    UpdateModelMixin,
):
    """The shelves of the shop. Anyone reads, staff write."""

    model = Collection
    serializer_class = CollectionSerializer
    permission_classes = [IsAdminOrReadOnly]

    def shape(self, queryset: Any) -> Any:
        return queryset.with_products_count()

    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        services.delete_collection(collection=self.get_object())
        return Response(status=status.HTTP_204_NO_CONTENT)


@describe(
    "product",
    list=(
        "The public catalogue: published products of the store itself and of approved, "
        "open vendors. `search` finds every word in title or description."
    ),
    create="Staff, or an owner or manager of an approved vendor (then of that vendor).",
    destroy="A product that was ever ordered stays: 405.",
)
class ProductViewSet(
    CatalogViewSet,
    ListModelMixin,
    RetrieveModelMixin,
    CreateModelMixin,
    UpdateModelMixin,
):
    """What is on sale. Anyone reads; staff and members of the product's vendor write."""

    model = Product
    serializer_class = ProductSerializer
    permission_classes = [SellsOrReadOnly]
    pagination_class = EnvelopePagination
    filter_backends = [FilterWhenAsked, WordSearchFilter, StableOrderingFilter]
    filterset_class = ProductFilter
    search_fields = ["title", "description"]
    ordering_fields = ["unit_price", "last_update"]

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        asked: Any = rows_of_shelf(request.query_params)
        if asked is None:
            asked = self.filter_queryset(public_rows())
        # The filters hand back what they were given when nothing was asked of them.
        if asked is public_rows():
            asked = prepared_rows().rows()
        page = self.paginate_queryset(asked)
        return self.get_paginated_response(self.render(page))

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return Response(self.render_one(self.kwargs["pk"]))

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        vendor = services.choose_vendor(
            user=request.user, vendor=serializer.validated_data.get("vendor")
        )
        product = serializer.save(vendor=vendor)
        return Response(self.render_one(product.pk), status=status.HTTP_201_CREATED)

    def update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        product = self.get_object()
        serializer = self.get_serializer(
            product, data=request.data, partial=kwargs.get("partial", False)
        )
        serializer.is_valid(raise_exception=True)
        serializer.save()
        return Response(self.render_one(product.pk))

    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        services.delete_product(product=self.get_object())
        return Response(status=status.HTTP_204_NO_CONTENT)

    def render(self, rows: Any) -> Rows:
        return render_products(rows, self.request.build_absolute_uri)

    def render_one(self, pk: Any) -> dict[str, Any]:
        key = as_key(str(pk))
        row = None if key is None else prepared_rows("pk").first(key)
        if row is None:  # not on public sale; to its sellers it may still be visible
            row = get_or_404(product_values(self.get_queryset()), pk=pk)
        return self.render([row])[0]


@describe(
    "product image",
    create="Multipart field `image`, at most 500 KB and 25 megapixels.",
)
class ProductImageViewSet(
    ProductChildViewSet,
    ListModelMixin,
    RetrieveModelMixin,
    CreateModelMixin,
    UpdateModelMixin,
    DestroyModelMixin,
):
    """Pictures of a product. Whoever may write the product may write them."""

    model = ProductImage
    serializer_class = ProductImageSerializer
    permission_classes = [SellsOrReadOnly]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.check_object_permissions(request, self.product)

    def perform_create(self, serializer: BaseSerializer) -> None:
        serializer.save(product=self.product)

    def perform_update(self, serializer: BaseSerializer) -> None:
        # Without an upload there is nothing to write, least of all the name as it was read.
        if serializer.validated_data:
            serializer.save()
