from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from store.shared.identity import user_id


class CartQuerySet(models.QuerySet[Any]):
    def for_user(self, user: object) -> CartQuerySet:
        """The one cart of the user's own customer."""
        pk = user_id(user)
        return self.none() if pk is None else self.filter(customer__user_id=pk)

    def open_to(self, user: object) -> CartQuerySet:
        """What the user may have who holds the id: nobody's cart, or one's own.

        Staff have no need to look into the carts of others.
        """
        nobodys, pk = Q(customer=None), user_id(user)
        return self.filter(nobodys if pk is None else nobodys | Q(customer__user_id=pk))


class CartItemQuerySet(models.QuerySet[Any]):
    def for_user(self, user: object) -> CartItemQuerySet:
        """The lines of the user's own cart."""
        pk = user_id(user)
        return self.none() if pk is None else self.filter(cart__customer__user_id=pk)

    def as_shown(self) -> CartItemQuerySet:
        """With the products, and `available`: whether they are still on public sale.

        Asked for by the catalogue's own rule, in the same query: there is no second one
        that could come to say something else.
        """
        products = self.model._meta.get_field("product").related_model._default_manager
        on_sale = products.public().filter(pk=OuterRef("product")).order_by()
        return self.select_related("product").annotate(available=Exists(on_sale))


class ClaimedCartQuerySet(models.QuerySet[Any]):
    def for_user(self, user: object) -> ClaimedCartQuerySet:
        """Those that the user's own customer claimed."""
        pk = user_id(user)
        return self.none() if pk is None else self.filter(customer__user_id=pk)
