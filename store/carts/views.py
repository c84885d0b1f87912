"""Carts over HTTP."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.mixins import (
    CreateModelMixin,
    DestroyModelMixin,
    ListModelMixin,
    RetrieveModelMixin,
    UpdateModelMixin,
)
from rest_framework.serializers import BaseSerializer

from store.carts.models import Cart, CartItem
from store.carts.scopes import CartChildViewSet
from store.carts.serializers import (
    AddCartItemSerializer,
    CartItemSerializer,
    CartSerializer,
    UpdateCartItemSerializer,
)
from store.shared.schema import describe
from store.shared.scopes import BearerViewSet


@describe(
    "cart",
    create="A new, empty cart. Whoever holds its id may use it: keep it to yourself.",
    retrieve="The cart with its lines at today's prices.",
)
class CartViewSet(
    BearerViewSet, CreateModelMixin, RetrieveModelMixin, DestroyModelMixin
):
    """Open to anyone who holds the UUID; there is no list."""

    model = Cart
    serializer_class = CartSerializer

    def shape(self, queryset: Any) -> Any:
        lines = CartItem.objects.select_related("product")
        return queryset.prefetch_related(Prefetch("items", queryset=lines))


@extend_schema_view(
    partial_update=extend_schema(responses=CartItemSerializer),
    create=extend_schema(responses={201: AddCartItemSerializer}),
)
@describe(
    "cart line",
    create="Add a product; one that is in the cart already gets more of it.",
    partial_update="Set the quantity, a number or digits as text.",
)
class CartItemViewSet(
    CartChildViewSet,
    ListModelMixin,
    RetrieveModelMixin,
    CreateModelMixin,
    UpdateModelMixin,
    DestroyModelMixin,
):
    """The lines of one cart."""

    model = CartItem
    http_method_names = ["get", "post", "patch", "delete", "head", "options"]

    def shape(self, queryset: Any) -> Any:
        return queryset.select_related("product")

    def get_serializer_class(self) -> type[BaseSerializer]:
        if self.request.method == "POST":
            return AddCartItemSerializer
        if self.request.method == "PATCH":
            return UpdateCartItemSerializer
        return CartItemSerializer

    def perform_create(self, serializer: BaseSerializer) -> None:
        serializer.save(cart=self.cart)
