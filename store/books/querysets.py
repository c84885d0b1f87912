from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce

from store.shared.identity import user_id


def public_products() -> Any:
    """The public catalogue, which stands above books: asked for by name."""
    return apps.get_model("store", "Product")._default_manager.public().order_by()


class NamedQuerySet(models.QuerySet[Any]):
    """Rows that have a `name_key`."""

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        rows = list(objs)
        for row in rows:
            row.know_name()
        return super().bulk_create(rows, *args, **kwargs)

    def count_products(self, path: str) -> Any:
        """`products_count`: the books a visitor would find; `path` leads to these rows."""
        inside = public_products().filter(**{path: OuterRef("pk")})
        counted = inside.values(path).annotate(count=Count("pk")).values("count")
        return self.annotate(products_count=Coalesce(Subquery(counted), 0))


class GenreQuerySet(NamedQuerySet):
    def public(self) -> GenreQuerySet:
        return self

    def for_user(self, user: object) -> GenreQuerySet:
        """What the user's own customer prefers, by name."""
        pk = user_id(user)
        if pk is None:
            return self.none()
        return self.filter(preferred_by__customer__user_id=pk)

    def with_products_count(self) -> GenreQuerySet:
        return self.count_products("book__genres")


class AuthorQuerySet(NamedQuerySet):
    def public(self) -> AuthorQuerySet:
        """Of whom something is on public sale: a draft's authors are not told."""
        return self.filter(
            Exists(public_products().filter(book__authors=OuterRef("pk")))
        )

    def with_products_count(self) -> AuthorQuerySet:
        return self.count_products("book__authors")
