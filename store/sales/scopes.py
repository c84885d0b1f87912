"""How a vendor's business goes is for those who run it."""

from __future__ import annotations

from store.vendors.choices import ROLES_THAT_RUN_THE_SHOP
from store.vendors.scopes import VendorChildViewSet


class VendorBusinessViewSet(VendorChildViewSet):
    """For owners and managers, and the store's staff; members who pack read their orders."""

    readers = ROLES_THAT_RUN_THE_SHOP
    writers = ()
