"""Who holds what: giving and taking away, from both sides.

Locks are taken in one order: the products by pk, then the customer. A checkout locks
products before it refers to the customer; the other way round, the two could wait for
each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from store.catalog.models import Product
from store.catalog.stock import lock_products
from store.customers.models import Customer
from store.customers.services import lock_customer
from store.library.choices import Source
from store.library.entries import add_entries, change_entries, drop_entries
from store.library.errors import (
    AccountNotInUse,
    ItemsBought,
    UnknownCustomer,
    UnknownItem,
    UnknownItems,
)
from store.library.models import LibraryEntry
from store.library.querysets import LibraryEntryQuerySet
from store.orders.models import OrderItem
from store.shared.identity import is_staff
from store.shared.retrying import retried
from store.vendors.models import Vendor


def may_see_holders(*, user: object, product: Product) -> bool:
    """Staff, and owners and managers of the product's vendor, in whatever state it is."""
    return is_staff(user) or (
        product.vendor_id is not None
        and Vendor.objects.run_by(user).filter(pk=product.vendor_id).exists()
    )


def find_customer(*, pk: int, product: Product, user: object) -> Customer:
    """The customer, if the user may know of them. Raises UnknownCustomer.

    Staff know everybody. A vendor knows who bought from it and who holds one of its
    products; anybody else is as unknown to it as somebody who does not exist.
    """
    customer = Customer.objects.select_related("user").filter(pk=pk).first()
    if customer is None:
        raise UnknownCustomer
    if not is_staff(user) and not is_known(customer, vendor_id=product.vendor_id):
        raise UnknownCustomer
    return customer


def is_known(customer: Customer, *, vendor_id: int | None) -> bool:
    if vendor_id is None:
        return False
    bought = OrderItem.objects.filter(order__customer=customer, vendor=vendor_id)
    held = LibraryEntry.objects.filter(customer=customer, product__vendor=vendor_id)
    return bought.exists() or held.exists()


def find_item(*, pk: int) -> Product:
    """Raises UnknownItem."""
    product = Product.objects.filter(pk=pk).first()
    if product is None:
        raise UnknownItem
    return product


@retried
def grant_item(*, customer: Customer, product: Product, by: Any) -> bool:
    """Let the customer hold the product. Returns whether that is new.

    What they bought is granted as well, and stays theirs if the money goes back. Raises
    AccountNotInUse, and Product.DoesNotExist when it was deleted meanwhile.
    """
    if not lock_products([product.pk]):
        raise Product.DoesNotExist
    lock_holder(customer)
    entry = LibraryEntry.objects.filter(customer=customer, product=product).first()
    if entry is None:
        add_entries([granted(customer, product.pk, by=by)])
    elif not entry.is_granted:
        change_entries([entry], is_granted=True, granted_by=by.pk)
    return entry is None


def granted(customer: Customer, product_id: int, *, by: Any) -> LibraryEntry:
    """A row that is not written yet."""
    return LibraryEntry(customer=customer, product_id=product_id, granted_by_id=by.pk)


@retried
def take_item(*, customer: Customer, product: Product) -> bool:
    """Take a granted product away. Returns whether it was held.

    Raises ItemsBought: what was granted beneath a purchase stays granted.
    """
    held = LibraryEntry.objects.filter(customer=customer, product=product)
    return bool(take_entries(held))


@retried
def set_items(*, customer: Customer, product_ids: Iterable[int], by: Any) -> None:
    """Make these, and no others, what the customer holds; all or nothing.

    What is held already stays as it is. Raises UnknownItems, ItemsBought, AccountNotInUse.
    """
    wanted = set(product_ids)
    held = LibraryEntry.objects.filter(customer=customer)
    missing = wanted - set(held.values_list("product_id", flat=True))
    found = lock_products(sorted(missing))
    if unknown := sorted(missing - found.keys()):
        raise UnknownItems(unknown)
    lock_holder(customer)
    there = set(held.values_list("product_id", flat=True))
    take_entries(held.filter(product__in=there - wanted))
    add_entries(granted(customer, pk, by=by) for pk in sorted(wanted - there))


@retried
def take_entries(entries: LibraryEntryQuerySet) -> int:
    """Take away what these rows grant. Returns how many. Raises ItemsBought.

    Who holds them is locked first: one of them might be bought at this moment.
    """
    keys = list(entries.values_list("customer_id", flat=True))
    holders = Customer.objects.select_for_update().filter(pk__in=keys)
    list(holders.order_by("pk").values_list("pk"))
    taken = list(entries.order_by("product_id"))
    if bought := [row.product_id for row in taken if row.source == Source.BOUGHT]:
        raise ItemsBought(bought)
    return drop_entries(entries)


def lock_holder(customer: Customer) -> None:
    """Who comes second waits here. Raises AccountNotInUse."""
    try:
        lock_customer(pk=customer.pk)
    except Customer.DoesNotExist:
        raise AccountNotInUse from None
