"""Rows of a cart: for whoever holds its id, or for the customer whose own it is."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from rest_framework.permissions import AllowAny

from store.carts.models import Cart
from store.customers.scopes import CustomerViewSet
from store.shared.scopes import BearerViewSet, ScopedViewSet, get_or_404


class HeldCartViewSet(BearerViewSet):
    """The cart whose id the caller holds; a customer's own is a 404 for anybody else."""

    def scope(self, queryset: Any) -> QuerySet[Any]:
        return queryset.open_to(self.request.user)


class CartChildViewSet(ScopedViewSet):
    """What lies in one cart; 404 without that cart."""

    permission_classes = [AllowAny]

    @cached_property
    def cart(self) -> Cart:
        held = Cart.objects.open_to(self.request.user)
        return get_or_404(held, pk=self.kwargs["cart_pk"])

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.cart  # noqa: B018 - a missing parent is a 404 for every verb

    def scope(self, queryset: Any) -> QuerySet[Any]:
        return queryset.filter(cart=self.cart)


class OwnCartViewSet(CustomerViewSet):
    """What lies in the signed-in customer's own cart; nothing, while there is none."""
