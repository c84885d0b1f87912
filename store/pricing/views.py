"""Promotions and coupons over HTTP."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
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

from store.catalog.models import Collection, Product
from store.pricing.filters import AnyOfferFilter, OfferFilter
from store.pricing.models import Coupon, Promotion
from store.pricing.scopes import PromotionsViewSet, VendorOffersViewSet
from store.pricing.serializers import (
    CouponSerializer,
    PromotionSerializer,
    StoreCouponSerializer,
    StorePromotionSerializer,
)
from store.pricing.services import delete_coupon
from store.shared.filters import FilterWhenAsked
from store.shared.identity import is_staff
from store.shared.schema import describe
from store.shared.scopes import ScopedViewSet, StaffViewSet

VERBS = ["get", "post", "patch", "delete", "head", "options"]


def with_scope(offers: Any, name: str, products: Any) -> Any:
    """The offers with the keys of what they name."""
    return offers.prefetch_related(
        Prefetch(name, queryset=products.only("pk").order_by()),
        Prefetch("collections", queryset=Collection.objects.only("pk").order_by()),
    )


class Promotions(ScopedViewSet):
    """Promotions with what they are for."""

    model = Promotion
    http_method_names = VERBS
    filter_backends = [FilterWhenAsked]

    def shape(self, queryset: Any) -> Any:
        return with_scope(queryset, "product_set", self.named_products())

    def named_products(self) -> Any:
        return Product.objects.all()


class Coupons(ScopedViewSet):
    """Coupons with what they are for."""

    model = Coupon
    http_method_names = VERBS
    filter_backends = [FilterWhenAsked]

    def shape(self, queryset: Any) -> Any:
        return with_scope(queryset, "products", Product.objects.all())

    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        delete_coupon(coupon=self.get_object())
        return Response(status=status.HTTP_204_NO_CONTENT)


@describe(
    "promotion",
    list=(
        "What runs now, with what it is for; drafts are not named. Staff see the others "
        "with `running=false`."
    ),
    create=(
        "By staff, for the store or (`vendor_id`) a vendor. 400 `foreign_products` names in "
        "`ids` what is no product of that vendor."
    ),
    partial_update="By staff. Orders keep what they were priced with.",
    destroy="By staff. Orders keep what they were priced with.",
)
class PromotionViewSet(
    PromotionsViewSet,
    Promotions,
    ListModelMixin,
    RetrieveModelMixin,
    CreateModelMixin,
    UpdateModelMixin,
    DestroyModelMixin,
):
    """`promotions/`."""

    serializer_class = StorePromotionSerializer
    filterset_class = AnyOfferFilter

    def named_products(self) -> Any:
        products = Product.objects.all()
        return products if is_staff(self.request.user) else products.public()


@describe(
    "promotion of a vendor",
    "promotions of a vendor",
    list="Running or not, for the vendor's owners and managers, and staff.",
    create=(
        "By an owner or manager of an approved vendor, who bears it. 400 "
        "`foreign_products` names in `ids` what is no product of the vendor."
    ),
    partial_update="Orders keep what they were priced with.",
    destroy="Orders keep what they were priced with.",
)
class VendorPromotionViewSet(
    VendorOffersViewSet,
    Promotions,
    ListModelMixin,
    RetrieveModelMixin,
    CreateModelMixin,
    UpdateModelMixin,
    DestroyModelMixin,
):
    """`vendors/{id}/promotions/`."""

    serializer_class = PromotionSerializer
    filterset_class = OfferFilter

    def perform_create(self, serializer: BaseSerializer) -> None:
        serializer.save(vendor=self.vendor)


@describe(
    "coupon",
    list="Every coupon, of the store and of vendors, for staff.",
    create=(
        "By staff, for the store or (`vendor_id`) a vendor. 400 `foreign_products` names in "
        "`ids` what is no product of that vendor."
    ),
    partial_update="Orders keep what they were priced with.",
    destroy="One that an order has is a 405 `coupon_used`: switch it off.",
)
class CouponViewSet(
    StaffViewSet,
    Coupons,
    ListModelMixin,
    RetrieveModelMixin,
    CreateModelMixin,
    UpdateModelMixin,
):
    """`coupons/`."""

    serializer_class = StoreCouponSerializer
    filterset_class = AnyOfferFilter


@describe(
    "coupon of a vendor",
    "coupons of a vendor",
    list="For the vendor's owners and managers, and staff.",
    create=(
        "By an owner or manager of an approved vendor, who bears it. 400 "
        "`foreign_products` names in `ids` what is no product of the vendor."
    ),
    partial_update="Orders keep what they were priced with.",
    destroy="One that an order has is a 405 `coupon_used`: switch it off.",
)
class VendorCouponViewSet(
    VendorOffersViewSet,
    Coupons,
    ListModelMixin,
    RetrieveModelMixin,
    CreateModelMixin,
    UpdateModelMixin,
):
    """`vendors/{id}/coupons/`."""

    serializer_class = CouponSerializer
    filterset_class = OfferFilter

    def perform_create(self, serializer: BaseSerializer) -> None:
        serializer.save(vendor=self.vendor)
