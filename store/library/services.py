"""Who holds what: giving and taking away, from both sides.

Locks are taken in one order: the products by pk, then the customer. A checkout locks
products before it refers to the customer; the other way round, the two could wait for
each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from store.catalog.models import Product
from store.catalog.stock import lock_products
from store.customers.models import Customer
from store.customers.services import lock_customer
from store.library.choices import Source
from store.library.errors import (
    AccountNotInUse,
    ItemsBought,
    UnknownCustomer,
    UnknownItem,
    UnknownItems,
)
from store.library.models import GoneEntry, LibraryEntry
from store.orders.models import OrderItem
from store.shared.identity import is_staff
from store.shared.retrying import retried
from store.sync.services import AT_ONCE, STEP, tick, tick_each
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

    Raises AccountNotInUse, and Product.DoesNotExist when it was deleted meanwhile.
    """
    if not lock_products([product.pk]):
        raise Product.DoesNotExist
    lock_holder(customer)
    if LibraryEntry.objects.filter(customer=customer, product=product).exists():
        return False
    add_entries(customer_id=customer.pk, product_ids=[product.pk], granted_by_id=by.pk)
    return True


@retried
def take_item(*, customer: Customer, product: Product) -> bool:
    """Take a granted product away. Returns whether it was held. Raises ItemsBought."""
    entries = LibraryEntry.objects.filter(customer=customer, product=product)
    refuse_bought(entries)
    return bool(drop_entries(entries.filter(source=Source.GRANTED)))


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
    dropped = held.filter(product__in=there - wanted)
    refuse_bought(dropped)
    drop_entries(dropped)
    add_entries(
        customer_id=customer.pk,
        product_ids=sorted(wanted - there),
        granted_by_id=by.pk,
    )


@retried
def delete_entries(entries: Any) -> None:
    """Take away what these rows grant. Raises ItemsBought."""
    refuse_bought(entries)
    drop_entries(entries.filter(source=Source.GRANTED))


def refuse_bought(entries: Any) -> None:
    bought = entries.bought().order_by("product_id")
    if ids := list(bought.values_list("product_id", flat=True)):
        raise ItemsBought(ids)


def lock_holder(customer: Customer) -> None:
    """Who comes second waits here. Raises AccountNotInUse."""
    try:
        lock_customer(pk=customer.pk)
    except Customer.DoesNotExist:
        raise AccountNotInUse from None


# --- Every entry comes and goes by these, so that apps are told ---------------------


def add_entries(
    *, customer_id: int, product_ids: Sequence[int], **fields: Any
) -> list[LibraryEntry]:
    """Entries of products that the customer does not hold, which the caller has locked."""
    if not product_ids:
        return []
    moments = tick(customer_id=customer_id, count=len(product_ids))
    return LibraryEntry.objects.bulk_create(
        (
            LibraryEntry(
                customer_id=customer_id, product_id=pk, updated_at=moment, **fields
            )
            for pk, moment in zip(product_ids, moments, strict=True)
        ),
        batch_size=AT_ONCE,
    )


def drop_entries(entries: Any) -> int:
    """Delete these rows, inside a transaction. Returns how many there were."""
    keys = note_gone(entries)
    for some in portions(keys):
        LibraryEntry.objects.filter(pk__in=some)._raw_delete(entries.db)
    return len(keys)


def note_gone(entries: Any) -> list[int]:
    """Leave for the holders' apps that these rows go. Returns their keys.

    Locks the holders, after the products whose rows they are.
    """
    holders = dict(entries.order_by("pk").values_list("pk", "customer_id"))
    moments = tick_each(counts=Counter(holders.values()))
    gone = []
    for some in portions([*holders]):
        # Again: who held the lock may have taken one away, or have it bought.
        for entry in entries.filter(pk__in=some).order_by("pk"):
            gone.append(
                GoneEntry(
                    customer_id=entry.customer_id,
                    entry_id=entry.pk,
                    product_id=entry.product_id,
                    updated_at=moments[entry.customer_id],
                )
            )
            moments[entry.customer_id] += STEP
    GoneEntry.objects.bulk_create(gone, batch_size=AT_ONCE)
    return [row.entry_id for row in gone]


def portions(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    """Few enough for one statement."""
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]
