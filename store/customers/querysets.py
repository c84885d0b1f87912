from __future__ import annotations

from typing import Any

from django.db import models

from store.shared.identity import user_id


class CustomerQuerySet(models.QuerySet[Any]):
    def for_user(self, user: object) -> CustomerQuerySet:
        """The user's own customer row, if the user was ever saved."""
        pk = user_id(user)
        return self.none() if pk is None else self.filter(user_id=pk)


class AddressQuerySet(models.QuerySet[Any]):
    def for_user(self, user: object) -> AddressQuerySet:
        """The addresses of the user's own customer."""
        pk = user_id(user)
        return self.none() if pk is None else self.filter(customer__user_id=pk)


class FavoriteQuerySet(models.QuerySet[Any]):
    def for_user(self, user: object) -> FavoriteQuerySet:
        """The favourites of the user's own customer."""
        pk = user_id(user)
        return self.none() if pk is None else self.filter(customer__user_id=pk)
