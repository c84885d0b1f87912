"""Rows of a cart, for whoever holds its id."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from rest_framework.permissions import AllowAny

from store.carts.models import Cart
from store.shared.scopes import ScopedViewSet, get_or_404


class CartChildViewSet(ScopedViewSet):
    """What lies in one cart; 404 without that cart."""

    permission_classes = [AllowAny]

    @cached_property
    def cart(self) -> Cart:
        return get_or_404(Cart.objects.all(), pk=self.kwargs["cart_pk"])

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.cart  # noqa: B018 - a missing parent is a 404 for every verb

    def scope(self, queryset: Any) -> QuerySet[Any]:
        return queryset.filter(cart=self.cart)
