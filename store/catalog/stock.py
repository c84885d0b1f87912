"""The only writer of `inventory` besides the people who edit a product."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Case, F, IntegerField, Q, Value, When

from store.catalog.errors import OutOfStock
from store.catalog.models import Product
from store.signals import products_changed


def lock_products(ids: list[int], **conditions: Any) -> dict[int, Product]:
    """Lock the products by pk, in pk order (no deadlocks), inside a transaction."""
    products = Product.objects.select_for_update().filter(pk__in=ids, **conditions)
    products = products.order_by("pk")
    return {product.pk: product for product in products}


def take_stock(wanted: Mapping[int, int], products: Mapping[int, Product]) -> None:
    """Take quantities (by product pk) out of stock, all or none.

    `products` are the rows as locked by `lock_products`. Raises OutOfStock, naming every
    short line. The update is conditional in itself: where row locks do not exist, or a
    caller forgot them, it still takes nothing that is not there.
    """
    short = [
        {
            "product_id": pk,
            "title": products[pk].title,
            "wanted": quantity,
            "left": products[pk].inventory,
        }
        for pk, quantity in sorted(wanted.items())
        if products[pk].inventory < quantity
    ]
    if short:
        raise OutOfStock(short)
    enough = Q()
    for pk, quantity in wanted.items():
        enough |= Q(pk=pk, inventory__gte=quantity)
    taken = Product.objects.filter(enough).update(
        inventory=F("inventory") - by_product(wanted)
    )
    if taken != len(wanted):
        raise OutOfStock([])
    gone = [pk for pk, quantity in wanted.items() if products[pk].inventory <= quantity]
    if gone:
        products_changed.send(sender=Product, product_ids=gone)


def return_stock(quantities: Mapping[int, int]) -> None:
    """Put quantities (by product pk) back. Freeing needs no check."""
    Product.objects.filter(pk__in=quantities).update(
        inventory=F("inventory") + by_product(quantities)
    )
    products_changed.send(sender=Product, product_ids=list(quantities))


def by_product(quantities: Mapping[int, int]) -> Case:
    """An SQL CASE from a product's pk to its quantity."""
    return Case(
        *(When(pk=pk, then=Value(quantity)) for pk, quantity in quantities.items()),
        output_field=IntegerField(),
    )
