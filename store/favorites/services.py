"""Marking what a customer wants to find again.

Locks are taken in one order: what is marked, then the customer. A checkout locks products
before it refers to the customer; the other way round, the two could wait for each other.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction

from store.catalog.models import Product
from store.customers.models import Customer, FavoriteProduct, FavoriteVendor
from store.customers.services import lock_customer
from store.favorites.errors import TooManyFavorites
from store.vendors.models import Vendor
from store.vendors.services import lock_vendor

MOST_FAVORITES = 1000


@transaction.atomic
def mark_product(*, customer: Customer, product: Product) -> None:
    """Make it a favourite, if it is none yet. Raises TooManyFavorites.

    Raises Product.DoesNotExist or Customer.DoesNotExist when one went meanwhile.
    """
    Product.objects.select_for_update().get(pk=product.pk)
    mark(FavoriteProduct, lock_customer(pk=customer.pk), product=product)


@transaction.atomic
def mark_vendor(*, customer: Customer, vendor: Vendor) -> None:
    """Make it a favourite, if it is none yet. Raises TooManyFavorites.

    Raises Vendor.DoesNotExist or Customer.DoesNotExist when one went meanwhile.
    """
    lock_vendor(pk=vendor.pk)
    mark(FavoriteVendor, lock_customer(pk=customer.pk), vendor=vendor)


def mark(
    kind: type[FavoriteProduct | FavoriteVendor], customer: Customer, **what: Any
) -> None:
    """For a customer whose row is locked."""
    own = kind.objects.filter(customer=customer)
    if own.filter(**what).exists():
        return
    if own.count() >= MOST_FAVORITES:
        raise TooManyFavorites
    kind.objects.create(customer=customer, **what)
