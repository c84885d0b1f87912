"""The whole of what selling for a vendor gives a right to, wherever Django's permissions count.

An account that sells for a vendor needs the permission (a superuser gives it) *and* the
role; a permission that is not in this table is worth nothing to it, so that whatever is
added to the store is closed to vendors until it is written down here.
"""

from __future__ import annotations

from dataclasses import dataclass

from store.shared.identity import memberships
from store.vendors.choices import (
    ROLES_THAT_RUN_THE_SHOP,
    ROLES_THAT_WRITE_PRODUCTS,
    Role,
    VendorStatus,
)


@dataclass(frozen=True)
class Right:
    """For members with one of these roles, and perhaps of an approved vendor only."""

    roles: tuple[str, ...]
    approved: bool = False


ANY_MEMBER = Right((Role.OWNER, Role.MANAGER, Role.STAFF))
WRITES_PRODUCTS = Right(ROLES_THAT_WRITE_PRODUCTS, approved=True)
RUNS_THE_SHOP = Right(ROLES_THAT_RUN_THE_SHOP)
OWNS = Right((Role.OWNER,))

RIGHTS: dict[str, Right] = {
    **dict.fromkeys(
        (
            "store.view_product",
            "store.view_productimage",
            "store.view_book",
            "store.view_vendor",
            "store.view_vendormember",
            "store.view_vendorstatuschange",
            "store.view_vendororder",
            "store.view_orderitem",
            "store.view_payment",
            "store.view_review",
            "store.view_reviewreply",
            # What is sold has to be delivered, whatever became of the shop.
            "store.change_vendororder",
            "store.view_returnrequest",
            "store.change_returnrequest",
            "store.change_payment",  # the steps of cash on delivery
        ),
        ANY_MEMBER,
    ),
    **dict.fromkeys(("store.view_promotion", "store.view_coupon"), RUNS_THE_SHOP),
    "store.view_bookfile": RUNS_THE_SHOP,
    "store.view_vendorday": RUNS_THE_SHOP,  # the figures on the vendor's page
    "store.view_ledgerentry": RUNS_THE_SHOP,
    "store.view_payout": RUNS_THE_SHOP,
    **dict.fromkeys(
        (
            "store.add_product",
            "store.change_product",
            "store.delete_product",
            "store.add_productimage",
            "store.change_productimage",
            "store.delete_productimage",
            "store.add_book",
            "store.change_book",
            "store.delete_book",
            "store.delete_bookfile",
            "store.add_promotion",
            "store.change_promotion",
            "store.delete_promotion",
            "store.add_coupon",
            "store.change_coupon",
            "store.delete_coupon",
        ),
        WRITES_PRODUCTS,
    ),
    # A shop that is not approved may try a file out.
    **dict.fromkeys(
        ("store.view_productimport", "store.add_productimport"), RUNS_THE_SHOP
    ),
    **dict.fromkeys(
        (
            "store.change_vendor",
            "store.change_vendormember",
            "store.delete_vendormember",
        ),
        OWNS,
    ),
}


def vendors_where(*, user: object, permission: str) -> set[int]:
    """The keys of the vendors for which the user's role gives this right."""
    right = RIGHTS.get(permission)
    if right is None:
        return set()
    return {
        member.vendor_id
        for member in memberships(user)
        if member.role in right.roles
        and (not right.approved or member.vendor.status == VendorStatus.APPROVED)
    }
