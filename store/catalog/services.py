"""Writing the catalogue."""

from __future__ import annotations

from django.db import transaction
from django.db.models import ProtectedError

from store.catalog.errors import (
    CollectionInUse,
    NotYourVendor,
    ProductInUse,
    VendorNeeded,
)
from store.catalog.models import Collection, Product, ProductImage
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


@transaction.atomic
def delete_product(*, product: Product) -> None:
    """Delete a product that was never ordered. Raises ProductInUse."""
    files = [image.image for image in product.images.all()]
    try:
        product.delete()
    except ProtectedError:
        raise ProductInUse from None
    for file in files:
        delete_file_after_commit(file)


def delete_collection(*, collection: Collection) -> None:
    """Delete an empty collection. Raises CollectionInUse."""
    try:
        collection.delete()
    except ProtectedError:
        raise CollectionInUse from None


@transaction.atomic
def delete_image(*, image: ProductImage) -> None:
    file = image.image
    image.delete()
    delete_file_after_commit(file)


@transaction.atomic
def replace_image(*, image: ProductImage, upload: object) -> ProductImage:
    """Put another file in the place of an image's file."""
    old = ProductImage(image=image.image.name).image
    image.image = upload
    image.save()
    delete_file_after_commit(old)
    return image


def delete_file_after_commit(file) -> None:  # type: ignore[no-untyped-def]
    """Remove a product image's file, unless another row still shows it.

    After commit: a rollback would bring the row back, but not the file.
    """
    name, storage = file.name, file.storage

    def delete() -> None:
        if not ProductImage.objects.filter(image=name).exists():
            storage.delete(name)

    transaction.on_commit(delete)
