from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache
from typing import Any

from django.db import models, transaction
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from store.catalog.codes import give_codes
from store.catalog.indexing import TEXTS, index_products, index_rows
from store.shared.identity import is_staff, user_id
from store.signals import products_changed
from store.vendors.models import Vendor

NAMING = frozenset(("collection", "collection_id", "vendor", "vendor_id", "code"))
FOUND_BY = NAMING | {"is_published", "unit_price"}


@cache
def publicly_sold() -> Q:
    """Published, and sold by the store itself or by an approved vendor that is open.

    The few vendors that do not sell are one small subquery, so that the many products
    can be read off their index. Built once: no query has run yet, and each use clones it.
    """
    hidden = Vendor.objects.not_selling().values("pk")
    return Q(is_published=True) & ~Q(vendor__in=hidden)


class ProductQuerySet(models.QuerySet[Any]):
    def public(self) -> ProductQuerySet:
        return self.filter(publicly_sold())

    def for_vendors(self, keys: Collection[int]) -> ProductQuerySet:
        """All products of these vendors, drafts too."""
        return self.filter(vendor__in=keys)

    def visible_to(self, user: object) -> ProductQuerySet:
        """The public ones, and those of the vendors where the user is a member."""
        if is_staff(user):
            return self
        if user_id(user) is None:
            return self.public()
        own = Vendor.objects.with_member(user).values("pk")
        return self.filter(publicly_sold() | Q(vendor__in=own))

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        """With codes for those that have none, all taken at once, and with their words.

        Those that are published are so from now on.
        """
        products = list(objs)
        for product in products:
            product.note_publication({})
        with transaction.atomic():
            give_codes([product for product in products if not product.code])
            made = super().bulk_create(products, *args, **kwargs)
            # MySQL does not say which keys it gave.
            written = [product for product in made if product.pk]
            index_products(written)
            self.announce([product.pk for product in written], with_names=True)
            return made

    def update(self, **values: Any) -> int:
        """And what searches know of them, when it may be other: stock excepted.

        Whoever takes and returns that says so (`store.catalog.stock`).
        """
        texts, facts = TEXTS & values.keys(), FOUND_BY & values.keys()
        if not texts and not facts:
            return super().update(**values)
        with transaction.atomic():
            keys = list(self.order_by().values_list("pk", flat=True))
            count = super().update(**values)
            if texts:
                index_rows(self.model._base_manager.all(), keys)
            if facts:
                self.announce(keys, with_names=not NAMING.isdisjoint(facts))
            return count

    update.alters_data = True  # type: ignore[attr-defined]

    def announce(self, keys: list[int], *, with_names: bool) -> None:
        products_changed.send(
            sender=self.model, product_ids=keys, with_names=with_names
        )


class CollectionQuerySet(models.QuerySet[Any]):
    def public(self) -> CollectionQuerySet:
        return self

    def with_products_count(self) -> CollectionQuerySet:
        """`products_count`: the products a visitor would find in it."""
        products = self.model._meta.get_field("products").related_model._default_manager
        inside = products.public().filter(collection=OuterRef("pk")).order_by()
        counted = inside.values("collection").annotate(count=Count("pk"))
        return self.annotate(
            products_count=Coalesce(Subquery(counted.values("count")), 0)
        )
