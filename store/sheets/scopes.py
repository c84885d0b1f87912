"""What goes in and out of a vendor's shop as a file."""

from __future__ import annotations

from store.vendors.choices import ROLES_THAT_WRITE_PRODUCTS
from store.vendors.scopes import VendorChildViewSet


class SheetViewSet(VendorChildViewSet):
    """For those who write the vendor's products, and staff; 404 for outsiders."""

    readers = writers = ROLES_THAT_WRITE_PRODUCTS
