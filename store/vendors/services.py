"""What happens to a shop."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from store.vendors.choices import Role
from store.vendors.models import Vendor, VendorMember


def solely_owned(*, user: Any) -> QuerySet[Vendor]:
    """The shops whose only owner, among accounts that are in use, is this user."""
    owners = VendorMember.objects.filter(vendor=OuterRef("pk"), role=Role.OWNER)
    others = owners.filter(user__is_active=True).exclude(user=user.pk)
    return Vendor.objects.filter(Exists(owners.filter(user=user.pk)), ~Exists(others))


def lock_owned(*, user: Any) -> None:
    """Two owners who leave at once do so one after the other."""
    owned = VendorMember.objects.filter(user=user.pk, role=Role.OWNER)
    keys = list(owned.values_list("vendor", flat=True))
    list(Vendor.objects.select_for_update().filter(pk__in=keys).order_by("pk"))


def close_down(*, vendors: QuerySet[Vendor]) -> None:
    """Close shops that nobody owns any more; how to reach the owner is forgotten."""
    vendors.update(is_open=False, contact="", email="", address="")
