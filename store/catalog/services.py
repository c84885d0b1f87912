"""Writing the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from store.catalog.codes import first_tags, give_codes
from store.catalog.errors import (
    CollectionInUse,
    NotYourVendor,
    ProductInUse,
    UnknownProducts,
    VendorNeeded,
)
from store.catalog.indexing import TEXTS, index_missing, index_rows
from store.catalog.models import Collection, Product
from store.catalog.stock import lock_products
from store.search.progress import note_complete
from store.shared.identity import is_staff
from store.shared.retrying import retried
from store.signals import products_changed, products_left
from store.vendors.models import Vendor

CODED_AT_ONCE = 500
BULK_COLUMNS = ("unit_price", "inventory", "is_published")
MOST_IN_BULK = 500
# Each row of a statement is compared with each of its values.
WRITTEN_AT_ONCE = 200


def can_write_product(*, user: object, product: Product) -> bool:
    """Staff write every product, a vendor's owners and managers those of their vendor."""
    if is_staff(user):
        return True
    return (
        product.vendor_id is not None
        and Vendor.objects.written_by(user).filter(pk=product.vendor_id).exists()
    )


def choose_vendor(*, user: object, vendor: Vendor | None) -> Vendor | None:
    """The vendor that a new product belongs to; None is the store itself.

    Raises NotYourVendor, or VendorNeeded when the user sells for several and named none.
    """
    if is_staff(user):
        return vendor
    own = list(Vendor.objects.written_by(user))
    if vendor is not None and vendor in own:
        return vendor
    if vendor is not None or not own:
        raise NotYourVendor
    if len(own) > 1:
        raise VendorNeeded
    return own[0]


@retried
def delete_product(*, product: Product) -> None:
    """Delete a product that was never ordered. Raises ProductInUse.

    Locked before what goes with it is looked for: nobody is given it in between.
    """
    lock_products([product.pk])
    try:
        product.delete()
    except ProtectedError:
        raise ProductInUse from None
    products_left.send(sender=Product, vendor_ids={product.vendor_id})


def tell_of_new_vendor(*, product: Product, before: int | None) -> None:
    """In the transaction that may have given the product to another vendor."""
    if product.vendor_id != before:
        vendor_ids = {before, product.vendor_id}
        products_left.send(sender=Product, vendor_ids=vendor_ids)


@transaction.atomic
def change_in_bulk(*, vendor: Vendor, items: list[dict[str, Any]]) -> int:
    """Write what is named of each item's product, all or none. Returns how many.

    The rows are locked, so that no checkout takes stock in between; what an item does
    not name is not written at all. Raises UnknownProducts.
    """
    changes = {item["id"]: item for item in items}
    own = lock_products(sorted(changes), vendor=vendor)
    if unknown := sorted(changes.keys() - own.keys()):
        raise UnknownProducts(unknown)
    write_columns(
        vendor=vendor,
        changes={
            pk: {
                name: changes[pk][name] for name in BULK_COLUMNS if name in changes[pk]
            }
            for pk in own
        },
    )
    return len(own)


def write_columns(*, vendor: Vendor, changes: dict[int, dict[str, Any]]) -> int:
    """Write these columns of these products, in one statement; no other column.

    Returns how many of them the vendor has. In SQL: Django takes ten times as long to
    write such a statement as the database to run it, while the rows are locked.
    """
    quote = connection.ops.quote_name
    key, table = quote("id"), quote(Product._meta.db_table)
    now = Product._meta.get_field("last_update").get_db_prep_save(
        timezone.now(), connection
    )
    assignments, parameters = [f"{quote('last_update')} = %s"], [now]
    names = dict.fromkeys(name for values in changes.values() for name in values)
    for name in names:
        field: Any = Product._meta.get_field(name)
        pairs = [
            (pk, field.get_db_prep_save(values[name], connection))
            for pk, values in changes.items()
            if name in values
        ]
        column, cases = quote(field.column), " WHEN %s THEN %s" * len(pairs)
        assignments.append(f"{column} = CASE {key}{cases} ELSE {column} END")
        parameters += [value for pair in pairs for value in pair]
    keys = ", ".join(["%s"] * len(changes))
    sql = (
        f"UPDATE {table} SET {', '.join(assignments)} "  # noqa: S608
        f"WHERE {quote('vendor_id')} = %s AND {key} IN ({keys})"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*parameters, vendor.pk, *changes])
        written = cursor.rowcount
    if published := [pk for pk in changes if changes[pk].get("is_published")]:
        note_publication(vendor=vendor, product_ids=published)
    if not TEXTS.isdisjoint(names):
        index_rows(Product.objects.filter(vendor=vendor), list(changes))
    products_changed.send(sender=Product, product_ids=list(changes))
    return written


def note_publication(*, vendor: Vendor, product_ids: Sequence[int]) -> None:
    """Write when those were published that never were before."""
    new = Product.objects.filter(vendor=vendor, pk__in=product_ids, published_at=None)
    new.update(published_at=timezone.now())


@transaction.atomic
def write_products(*, vendor: Vendor, changes: dict[int, dict[str, Any]]) -> None:
    """Write what is named of each product, all or none. Raises UnknownProducts.

    In the order of the keys, in which a checkout locks them too.
    """
    keys = sorted(changes)
    for start in range(0, len(keys), WRITTEN_AT_ONCE):
        part = {pk: changes[pk] for pk in keys[start : start + WRITTEN_AT_ONCE]}
        if write_columns(vendor=vendor, changes=part) < len(part):
            raise UnknownProducts([])


@transaction.atomic
def create_products(*, vendor: Vendor, rows: list[dict[str, Any]]) -> list[int]:
    """New products of the vendor, all or none. Returns their keys, in the order of `rows`."""
    products = [Product(vendor=vendor, **values) for values in rows]
    Product.objects.bulk_create(products, batch_size=MOST_IN_BULK)
    if connection.features.can_return_rows_from_bulk_insert or not products:
        return [product.pk for product in products]
    codes = [product.code for product in products]  # MySQL, not MariaDB
    keys = dict(Product.objects.filter(code__in=codes).values_list("code", "pk"))
    return [keys[code] for code in codes]


@transaction.atomic
def code_saved(*, pks: Sequence[int]) -> int:
    """Give products that are rows already the code they have not got. Returns how many."""
    uncoded = Product.objects.select_for_update().filter(pk__in=pks, code=None)
    products = list(uncoded.order_by("pk"))
    labels = first_tags([product.pk for product in products])
    give_codes(products, [labels.get(product.pk) for product in products])
    Product.objects.bulk_update(products, ["code"])
    keys = [product.pk for product in products]
    products_changed.send(sender=Product, product_ids=keys, with_names=True)
    return len(products)


def code_forgotten() -> int:
    """Give a code to every product without one. Returns how many there were.

    Such rows come from code that did not know the column, while a new version is rolled out.
    """
    uncoded = Product.objects.filter(code=None).order_by("pk").values_list("pk")
    done = 0
    while pks := [pk for (pk,) in uncoded[:CODED_AT_ONCE]]:
        done += code_saved(pks=pks)
    return done


def words_forgotten() -> int:
    """Write the words of every product that has none. Returns how many there were."""
    done = index_missing(Product.objects.all())
    note_complete(Product.objects.all())
    return done


def delete_collection(*, collection: Collection) -> None:
    """Delete an empty collection. Raises CollectionInUse."""
    try:
        collection.delete()
    except ProtectedError:
        raise CollectionInUse from None
