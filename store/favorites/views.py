"""Favourites over HTTP."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import status
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
from store.shared.prepared import as_key
from store.shared.scopes import get_or_404
from store.shared.search import WordSearchFilter
from store.sync.choices import Kind
from store.sync.pagination import SyncPagination
from store.sync.views import ListsChanges
from store.vendors.models import Vendor
from store.vendors.serializers import VendorSerializer

MARK = (
    "204, also when it is one already. At most 1,000: then 409 `too_many_favorites`. 404 "
    "when the public does not see it."
)
SINCE_LAST = (
    "With `updated_since` come what was marked and taken away since, with `updated_at` and "
    "`is_deleted`, and `ids`: all that is in the list now. See docs/offline.md."
)
UNMARK = (
    "204, also when it was none. One that left the catalogue can still be taken away."
)


class MarksAndUnmarks(FavoriteViewSet, ListsChanges):
    """PUT and DELETE, which say the same however often they are sent."""

    favorites: ClassVar[type[FavoriteProduct | FavoriteVendor]]
    pagination_class = SyncPagination

    def get_object(self) -> Any:
        return get_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    def own(self, **what: Any) -> Any:
        return self.favorites.objects.for_user(self.request.user).filter(**what)

    def unmark(self, **what: Any) -> Response:
        """404 for what is neither a favourite nor public: it may not exist at all."""
        known = None not in what.values()
        if favorite := known and self.own(**what).first():
            services.unmark(favorite=favorite)
        else:
            self.get_object()
        return Response(status=status.HTTP_204_NO_CONTENT)

    def rows_kept(self) -> Any:
        """What the public does not see now is left out, as in the list."""
        public = self.model.objects.public().order_by().values("pk")  # type: ignore[attr-defined]
        name = services.MARKED[self.favorites].column
        return self.own(**{f"{name}__in": public})

    def beside_changes(self) -> dict[str, Any]:
        """`ids`: what is in the list now, for things come and go without a mark."""
        name = services.MARKED[self.favorites].column
        keys = self.rows_kept().order_by("-id").values_list(name, flat=True)
        return {"ids": list(keys)}

    def keys_of(self, rows: Sequence[Any]) -> dict[int, int]:
        """The marks by the keys of what they mark."""
        name = services.MARKED[self.favorites].column
        return {getattr(row, name): row.pk for row in rows}


@extend_schema_view(
    list=extend_schema(
        summary="List your favourite products",
        description=(
            "Newest favourite first, as the catalogue shows them. What is not on public "
            f"sale now is left out, and comes back when it is. {SINCE_LAST}"
        ),
    ),
)
class FavoriteProductViewSet(MarksAndUnmarks):
    """The products that the signed-in customer wants to find again."""

    model = Product
    favorites = FavoriteProduct
    kind = Kind.FAVORITE_PRODUCT
    serializer_class = ProductSerializer
    filter_backends = [FilterWhenAsked, WordSearchFilter, StableOrderingFilter]
    filterset_class = ProductFilter
    content_negotiation_class = FormatOfFiles
    search_fields = ["title", "description"]
    ordering_fields = ["unit_price", "last_update"]

    def list_rows(self, request: Request) -> Response:
        rows = product_values(self.filter_queryset(self.get_queryset()))
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(self.render(page or []))

    def render(self, rows: Any) -> Sequence[dict[str, Any]]:
        return render_products(rows, self.request.build_absolute_uri, self.request.user)

    def render_kept(self, rows: Sequence[Any]) -> dict[int, dict[str, Any]]:
        marks = self.keys_of(rows)
        products = self.render(product_values(Product.objects.filter(pk__in=marks)))
        return {marks[product["id"]]: product for product in products}

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
        description=(
            "Newest favourite first; approved vendors, closed for a while or not. "
            f"{SINCE_LAST}"
        ),
    ),
)
class FavoriteVendorViewSet(MarksAndUnmarks):
    """The shops that the signed-in customer wants to find again."""

    model = Vendor
    favorites = FavoriteVendor
    kind = Kind.FAVORITE_VENDOR
    serializer_class = VendorSerializer
    filter_backends = [WordSearchFilter, StableOrderingFilter]
    search_fields = ["shop_name", "description"]
    ordering_fields = ["shop_name", "created_at"]

    def shape(self, queryset: Any) -> Any:
        return queryset.with_favorite(self.request.user)

    def list_rows(self, request: Request) -> Response:
        rows = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        data = self.get_serializer(rows, many=True).data
        return self.get_paginated_response(data)

    def render_kept(self, rows: Sequence[Any]) -> dict[int, dict[str, Any]]:
        marks = self.keys_of(rows)
        vendors = self.shape(Vendor.objects.filter(pk__in=marks))
        data = self.get_serializer(vendors, many=True).data
        return {marks[vendor["id"]]: vendor for vendor in data}

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
