"""Collections and products over HTTP."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.mixins import (
    CreateModelMixin,
    ListModelMixin,
    RetrieveModelMixin,
    UpdateModelMixin,
)
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response

from store.books.filters import FormatOfFiles
from store.catalog import services
from store.catalog.announcements import announce_search, announce_view
from store.catalog.bulk_serializers import BulkAnswerSerializer, BulkChangeSerializer
from store.catalog.filters import (
    CatalogOrderingFilter,
    IndexedWordSearchFilter,
    ProductFilter,
    VendorProductFilter,
)
from store.catalog.models import Collection, Product
from store.catalog.permissions import SellsOrReadOnly
from store.catalog.rows import product_values, render_products
from store.catalog.scopes import (
    CatalogViewSet,
    prepared_rows,
    public_rows,
    rows_of_shelf,
)
from store.catalog.serializers import (
    CollectionSerializer,
    ProductSerializer,
    VendorProductSerializer,
)
from store.shared.filters import FilterWhenAsked
from store.shared.identity import is_staff
from store.shared.ordering import StableOrderingFilter
from store.shared.pagination import EnvelopePagination
from store.shared.permissions import IsAdminOrReadOnly
from store.shared.prepared import as_key
from store.shared.schema import describe
from store.shared.scopes import PublicViewSet, ScopedViewSet, get_or_404
from store.shared.search import WordSearchFilter
from store.vendors.choices import ROLES_THAT_WRITE_PRODUCTS, VendorStatus
from store.vendors.scopes import VendorChildViewSet

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


class AnswersProducts(ScopedViewSet):
    """Products read as `store.catalog.rows` has them."""

    content_negotiation_class = FormatOfFiles

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return Response(self.render_one(self.kwargs["pk"]))

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
        absolute = self.request.build_absolute_uri
        return render_products(rows, absolute, self.request.user)

    def render_one(self, pk: Any) -> dict[str, Any]:
        row = get_or_404(product_values(self.get_queryset()), pk=pk)
        return self.render([row])[0]


@describe(
    "product",
    list=(
        "The public catalogue: published products of the store itself and of approved, "
        "open vendors. `search` finds every word in title or description. Ordered by "
        "`average_rating` it lists what is rated, of equals the most rated first."
    ),
    create="Staff, or an owner or manager of an approved vendor (then of that vendor).",
    destroy="A product that was ever ordered stays: 405.",
)
class ProductViewSet(
    CatalogViewSet,
    AnswersProducts,
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
    filter_backends = [FilterWhenAsked, IndexedWordSearchFilter, CatalogOrderingFilter]
    filterset_class = ProductFilter
    search_fields = ["title", "description"]
    ordering_fields = ["unit_price", "last_update", "average_rating"]

    def get_extra_action_url_map(self) -> dict[str, str]:
        """On the browsable page of a product, where its files are."""
        pages = super().get_extra_action_url_map()
        if not self.detail:
            return pages
        files = reverse("product-files-list", args=[self.kwargs["pk"]])
        return {**pages, "Files of the book": self.request.build_absolute_uri(files)}

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        asked: Any = rows_of_shelf(request.query_params)
        if asked is None:
            asked = self.filter_queryset(public_rows())
        # The filters hand back what they were given when nothing was asked of them.
        if asked is public_rows():
            asked = prepared_rows().rows()
        products = self.render(self.paginate_queryset(asked))
        announce_search(request, products)
        return self.get_paginated_response(products)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        response = super().retrieve(request, *args, **kwargs)
        announce_view(request, response.data)
        return response

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        vendor = services.choose_vendor(
            user=request.user, vendor=serializer.validated_data.get("vendor")
        )
        product = serializer.save(vendor=vendor)
        return Response(self.render_one(product.pk), status=status.HTTP_201_CREATED)

    def render_one(self, pk: Any) -> dict[str, Any]:
        key = as_key(str(pk))
        row = None if key is None else prepared_rows("pk").first(key)
        if row is None:  # not on public sale; to its sellers it may still be visible
            return super().render_one(pk)
        return self.render([row])[0]


@describe(
    "product of a vendor",
    "products of a vendor",
    list=(
        "All of them, drafts too, for the vendor's members and staff. `search` finds "
        "every word in title, description or code."
    ),
    retrieve="One product or draft of the vendor.",
    create="By an owner or manager of an approved vendor.",
    update="Write every field. By an owner or manager of an approved vendor.",
    partial_update="Write some fields. By an owner or manager of an approved vendor.",
    destroy="A product that was ever ordered stays: 405.",
)
class VendorProductViewSet(
    VendorChildViewSet,
    AnswersProducts,
    ListModelMixin,
    RetrieveModelMixin,
    CreateModelMixin,
    UpdateModelMixin,
):
    """What one vendor sells, or will. Members read, owners and managers write."""

    model = Product
    serializer_class = VendorProductSerializer
    pagination_class = EnvelopePagination
    filter_backends = [FilterWhenAsked, WordSearchFilter, StableOrderingFilter]
    filterset_class = VendorProductFilter
    search_fields = ["title", "description", "code"]
    ordering_fields = ["title", "unit_price", "inventory", "last_update"]
    writers = ROLES_THAT_WRITE_PRODUCTS

    def may_go_on(self) -> bool:
        reads = self.request.method in SAFE_METHODS or is_staff(self.request.user)
        on_sale = self.vendor.status == VendorStatus.APPROVED
        return super().may_go_on() and (reads or on_sale)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        rows = product_values(self.filter_queryset(self.get_queryset()))
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(self.render(page))

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        product = serializer.save(vendor=self.vendor)
        return Response(self.render_one(product.pk), status=status.HTTP_201_CREATED)

    @extend_schema(
        summary="Change prices, stock and publication of many products",
        description=(
            "Up to 500 at once, all or none: with an id that is no product of this "
            "vendor, 400 `unknown_products` names it in `ids` and nothing is changed."
        ),
        request=BulkChangeSerializer,
        responses=BulkAnswerSerializer,
    )
    @action(["POST"], detail=False, filter_backends=[], pagination_class=None)
    def bulk(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        serializer = BulkChangeSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        changed = services.change_in_bulk(
            vendor=self.vendor, items=serializer.validated_data["items"]
        )
        return Response({"changed": changed})
