"""What a person is and did for vendors."""

from __future__ import annotations

from typing import Any

from core.privacy.registry import PersonalData, Rows, delete, register
from store.models import (
    ImportFile,
    ProductImport,
    Vendor,
    VendorInvitation,
    VendorMember,
    VendorStatusChange,
)
from store.vendors.services import close_down, solely_owned
from store_custom.privacy.ways import forget_who


def close_shops(rows: Rows, user: Any) -> None:
    close_down(
        vendors=Vendor.objects.filter(pk__in=list(rows.values_list("pk", flat=True)))
    )


def end_memberships(rows: Rows, user: Any) -> None:
    """In one statement: what a membership gave goes with the account."""
    rows._raw_delete(rows.db)


register(
    PersonalData(
        "memberships",
        VendorMember,
        rows=lambda user: VendorMember.objects.filter(user=user.pk).select_related(
            "user"
        ),
        on_erase=end_memberships,
        named=frozenset({"vendor"}),
    ),
    PersonalData(
        "invitations",
        VendorInvitation,
        rows=lambda user: VendorInvitation.objects.for_address(user.email),
        on_erase=delete,
        hidden=frozenset({"digest"}),
        named=frozenset({"vendor"}),
        mail_keys=lambda offers: [f"vendor_invitation:{offer.pk}" for offer in offers],
        in_admin_log=False,
    ),
    PersonalData(
        "vendor_decisions",
        VendorStatusChange,
        rows=lambda user: VendorStatusChange.objects.filter(by=user.pk),
        on_erase=forget_who,
        named=frozenset({"vendor"}),
        in_admin_log=False,
    ),
    PersonalData(
        "product_imports",
        ProductImport,
        rows=lambda user: ProductImport.objects.filter(by=user.pk),
        on_erase=forget_who,
        hidden=frozenset({"problems"}),
        named=frozenset({"vendor"}),
        in_admin_log=False,
    ),
    PersonalData(
        "import_files",
        ImportFile,
        rows=lambda user: ImportFile.objects.filter(product_import__by=user.pk),
        on_erase=delete,
        hidden=frozenset({"content"}),
        in_admin_log=False,
    ),
    # After the memberships that say whose they are: erasing goes backwards.
    PersonalData(
        "shops",
        Vendor,
        rows=lambda user: solely_owned(user=user),
        on_erase=close_shops,
        in_admin_log=False,
    ),
)
