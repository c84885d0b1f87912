"""Carts over HTTP."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiParameter,
    extend_schema,
    extend_schema_view,
)
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

from store.carts.claims import claim_cart
from store.carts.models import MAX_QUANTITY, Cart, CartItem
from store.carts.scopes import CartChildViewSet, HeldCartViewSet, OwnCartViewSet
from store.carts.serializers import (
    NO_CART,
    AddCartItemSerializer,
    CartItemSerializer,
    CartSerializer,
    OwnCartSerializer,
    UpdateCartItemSerializer,
)
from store.carts.services import add_to_own_cart
from store.customers.services import customer_for
from store.shared.schema import describe
from store.shared.scopes import ScopedViewSet


def with_lines(carts: Any) -> Any:
    lines = CartItem.objects.as_shown()
    return carts.prefetch_related(Prefetch("items", queryset=lines))


def as_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@describe(
    "cart",
    create="A new, empty cart. Whoever holds its id may use it: keep it to yourself.",
    retrieve=(
        "The cart with its lines at today's prices. `added_price` is what a product cost "
        "when its line was made (null: nothing known). A customer's own cart is a 404 for "
        "anybody else."
    ),
)
class CartViewSet(
    HeldCartViewSet, CreateModelMixin, RetrieveModelMixin, DestroyModelMixin
):
    """Open to anyone who holds the UUID; there is no list."""

    model = Cart
    serializer_class = CartSerializer

    def shape(self, queryset: Any) -> Any:
        return with_lines(queryset)


class OwnCartView(OwnCartViewSet):
    """`carts/mine/`, and `carts/{id}/claim/`, which is answered with it."""

    model = Cart
    serializer_class = OwnCartSerializer

    def shape(self, queryset: Any) -> Any:
        return with_lines(queryset)

    @extend_schema(
        summary="Read your own cart",
        description=(
            "The signed-in customer's one open cart, on whatever device. Reading makes "
            "none: before the first write, and after an order, `id` is null and it is "
            "empty. It is not deleted for its age."
        ),
    )
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        cart = self.get_queryset().first() or NO_CART
        return Response(self.get_serializer(cart).data)

    @extend_schema(
        operation_id="carts_claim",
        summary="Take a cart along",
        description=(
            "Puts what lies in a cart that is open to whoever holds its id into the "
            "signed-in customer's own, and answers with that; the id is used up, or "
            "becomes the own cart's. Quantities of the same product add up: more than a "
            f"line may hold ({MAX_QUANTITY}) is a 409 `too_many_together` that names the "
            "`lines`, and changes nothing. May be sent again. 404 for somebody else's cart."
        ),
        parameters=[OpenApiParameter("id", OpenApiTypes.UUID, OpenApiParameter.PATH)],
        request=None,
    )
    def claim(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        user, cart_id = request.user, as_uuid(kwargs["pk"])
        if user.pk is None or cart_id is None:
            raise Http404
        claim_cart(cart_id=cart_id, customer=customer_for(user=user))
        return self.retrieve(request)


class CartLines(ScopedViewSet):
    """Lines of one cart, as they are read, added and changed."""

    model = CartItem
    http_method_names = ["get", "post", "patch", "delete", "head", "options"]

    def shape(self, queryset: Any) -> Any:
        return queryset.as_shown()

    def get_serializer_class(self) -> type[BaseSerializer]:
        if self.request.method == "POST":
            return AddCartItemSerializer
        if self.request.method == "PATCH":
            return UpdateCartItemSerializer
        return CartItemSerializer


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
    CartLines,
    ListModelMixin,
    RetrieveModelMixin,
    CreateModelMixin,
    UpdateModelMixin,
    DestroyModelMixin,
):
    """The lines of one cart."""

    def perform_create(self, serializer: BaseSerializer) -> None:
        serializer.save(cart=self.cart)


@extend_schema_view(
    partial_update=extend_schema(responses=CartItemSerializer),
    create=extend_schema(responses={201: AddCartItemSerializer}),
)
@describe(
    "line of your cart",
    "lines of your cart",
    list="What lies in the signed-in customer's own cart.",
    create=(
        "Add a product; one that is in the cart already gets more of it. The first one "
        "makes the cart."
    ),
    partial_update="Set the quantity, a number or digits as text.",
)
class OwnCartItemViewSet(
    OwnCartViewSet,
    CartLines,
    ListModelMixin,
    RetrieveModelMixin,
    CreateModelMixin,
    UpdateModelMixin,
    DestroyModelMixin,
):
    """The lines of the signed-in customer's own cart."""

    def perform_create(self, serializer: BaseSerializer) -> None:
        if self.request.user.pk is None:
            raise Http404
        serializer.instance = add_to_own_cart(
            customer=customer_for(user=self.request.user), **serializer.validated_data
        )
