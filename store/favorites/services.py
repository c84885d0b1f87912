"""Marking what a customer wants to find again.

Locks are taken in one order: what is marked, then the customer. A checkout locks products
before it refers to the customer; the other way round, the two could wait for each other.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from store.catalog.models import Product
from store.customers.models import Customer, FavoriteProduct, FavoriteVendor
from store.customers.services import lock_customer
from store.favorites.errors import TooManyFavorites
from store.shared.retrying import retried
from store.sync.choices import Kind
from store.sync.services import forget_removed, note_removed, tick
from store.vendors.models import Vendor
from store.vendors.services import lock_vendor

MOST_FAVORITES = 1000


class Marked(NamedTuple):
    """What is marked by rows of one model: its list, and the column with its key."""

    kind: Kind
    column: str


MARKED: dict[type[FavoriteProduct | FavoriteVendor], Marked] = {
    FavoriteProduct: Marked(Kind.FAVORITE_PRODUCT, "product_id"),
    FavoriteVendor: Marked(Kind.FAVORITE_VENDOR, "vendor_id"),
}


@retried
def mark_product(*, customer: Customer, product: Product) -> None:
    """Make it a favourite, if it is none yet. Raises TooManyFavorites.

    Raises Product.DoesNotExist or Customer.DoesNotExist when one went meanwhile.
    """
    Product.objects.select_for_update().get(pk=product.pk)
    mark(FavoriteProduct, lock_customer(pk=customer.pk), product.pk)


@retried
def mark_vendor(*, customer: Customer, vendor: Vendor) -> None:
    """Make it a favourite, if it is none yet. Raises TooManyFavorites.

    Raises Vendor.DoesNotExist or Customer.DoesNotExist when one went meanwhile.
    """
    lock_vendor(pk=vendor.pk)
    mark(FavoriteVendor, lock_customer(pk=customer.pk), vendor.pk)


def mark(
    model: type[FavoriteProduct | FavoriteVendor], customer: Customer, key: int
) -> None:
    """For a customer whose row is locked."""
    kind, column = MARKED[model]
    own: Any = model._default_manager.filter(customer=customer)
    if own.filter(**{column: key}).exists():
        return
    if own.count() >= MOST_FAVORITES:
        raise TooManyFavorites
    [moment] = tick(customer_id=customer.pk)
    own.create(customer=customer, updated_at=moment, **{column: key})
    forget_removed(customer_id=customer.pk, kind=kind, key=key)


@retried
def unmark(*, favorite: FavoriteProduct | FavoriteVendor) -> None:
    """Take it away; the customer's apps are told. Nothing, when somebody was faster.

    Raises Customer.DoesNotExist when one went meanwhile.
    """
    customer_id, model = favorite.customer_id, type(favorite)
    kind, column = MARKED[model]
    [moment] = tick(customer_id=customer_id)
    if model._default_manager.filter(pk=favorite.pk).delete()[0]:
        key = getattr(favorite, column)
        note_removed(customer_id=customer_id, kind=kind, key=key, moment=moment)
