"""Writing the catalogue."""

from __future__ import annotations

from django.db.models import ProtectedError

from store.catalog.errors import (
    CollectionInUse,
    NotYourVendor,
    ProductInUse,
    VendorNeeded,
)
from store.catalog.models import Collection, Product
from store.shared.identity import is_staff
from store.vendors.models import Vendor


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


def delete_product(*, product: Product) -> None:
    """Delete a product that was never ordered. Raises ProductInUse."""
    try:
        product.delete()
    except ProtectedError:
        raise ProductInUse from None


def delete_collection(*, collection: Collection) -> None:
    """Delete an empty collection. Raises CollectionInUse."""
    try:
        collection.delete()
    except ProtectedError:
        raise CollectionInUse from None
