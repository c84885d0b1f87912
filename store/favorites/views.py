"""Favourites over HTTP."""

from __future__ import annotations

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import status
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from store.books.filters import FormatOfFiles
from store.catalog.filters import ProductFilter
from store.catalog.models import Product
from store.catalog.rows import product_values, render_products
from store.catalog.serializers import ProductSerializer
from store.customers.models import FavoriteProduct, FavoriteVendor
from store.favorites import services
from store.favorites.scopes import FavoriteViewSet
from store.shared.filters import FilterWhenAsked
from store.shared.ordering import StableOrderingFilter
from store.shared.pagination import EnvelopePagination
from store.shared.prepared import as_key
from store.shared.scopes import get_or_404
from store.shared.search import WordSearchFilter
from store.vendors.models import Vendor
from store.vendors.serializers import VendorSerializer

MARK = (
    "204, also when it is one already. At most 1,000: then 409 `too_many_favorites`. 404 "
    "when the public does not see it."
)
UNMARK = (
    "204, also when it was none. One that left the catalogue can still be taken away."
)


class MarksAndUnmarks(FavoriteViewSet):
    """PUT and DELETE, which say the same however often they are sent."""

    favorites: ClassVar[type[FavoriteProduct | FavoriteVendor]]

    def get_object(self) -> Any:
        return get_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    def unmark(self, **what: Any) -> Response:
        """404 for what is neither a favourite nor public: it may not exist at all."""
        own = self.favorites.objects.for_user(self.request.user)
        known = None not in what.values()
        if not (known and own.filter(**what).delete()[0]):
            self.get_object()
        return Response(status=status.HTTP_204_NO_CONTENT)


@extend_schema_view(
    list=extend_schema(
        summary="List your favourite products",
        description=(
            "Newest favourite first, as the catalogue shows them. What is not on public "
            "sale now is left out, and comes back when it is."
        ),
    ),
)
class FavoriteProductViewSet(MarksAndUnmarks, ListModelMixin):
    """The products that the signed-in customer wants to find again."""

    model = Product
    favorites = FavoriteProduct
    serializer_class = ProductSerializer
    pagination_class = EnvelopePagination
    filter_backends = [FilterWhenAsked, WordSearchFilter, StableOrderingFilter]
    filterset_class = ProductFilter
    content_negotiation_class = FormatOfFiles
    search_fields = ["title", "description"]
    ordering_fields = ["unit_price", "last_update"]

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        rows = product_values(self.filter_queryset(self.get_queryset()))
        page = self.paginate_queryset(rows)
        absolute = request.build_absolute_uri
        return self.get_paginated_response(
            render_products(page or [], absolute, request.user)
        )

    @extend_schema(
        summary="Make a product your favourite",
        description=MARK,
        request=None,
        responses={204: None},
    )
    def update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        services.mark_product(customer=self.customer, product=self.get_object())
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(
        summary="Take a product out of your favourites",
        description=UNMARK,
        responses={204: None},
    )
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.unmark(product_id=as_key(self.kwargs["pk"]))


@extend_schema_view(
    list=extend_schema(
        summary="List your favourite vendors",
        description="Newest favourite first; approved vendors, closed for a while or not.",
    ),
)
class FavoriteVendorViewSet(MarksAndUnmarks, ListModelMixin):
    """The shops that the signed-in customer wants to find again."""

    model = Vendor
    favorites = FavoriteVendor
    serializer_class = VendorSerializer
    pagination_class = EnvelopePagination
    filter_backends = [WordSearchFilter, StableOrderingFilter]
    search_fields = ["shop_name", "description"]
    ordering_fields = ["shop_name", "created_at"]

    def shape(self, queryset: Any) -> Any:
        return queryset.with_favorite(self.request.user)

    @extend_schema(
        summary="Make a vendor your favourite",
        description=MARK,
        request=None,
        responses={204: None},
    )
    def update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        services.mark_vendor(customer=self.customer, vendor=self.get_object())
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(
        summary="Take a vendor out of your favourites",
        description=UNMARK,
        responses={204: None},
    )
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.unmark(vendor_id=as_key(self.kwargs["pk"]))
