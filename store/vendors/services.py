"""What happens to a shop."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.text import slugify

from store.signals import vendor_status_changed
from store.vendors.choices import COMES_FROM, NEEDS_A_REASON, Role, VendorStatus
from store.vendors.errors import (
    IllegalTransition,
    NameTaken,
    ReasonNeeded,
    SlugTaken,
    TooManyApplications,
)
from store.vendors.models import Vendor, VendorMember, VendorStatusChange

MOST_APPLICATIONS = 3
LONGEST_SLUG = 50


@transaction.atomic
def apply_for_vendor(*, user: Any, slug: str = "", **fields: Any) -> Vendor:
    """A pending shop, owned by the user.

    Raises TooManyApplications, NameTaken, SlugTaken; User.DoesNotExist when the account
    was erased meanwhile.
    """
    lock_account(user=user)
    waiting = Vendor.objects.filter(
        status=VendorStatus.PENDING,
        members__user_id=user.pk,
        members__role=Role.OWNER,
    )
    if waiting.count() >= MOST_APPLICATIONS:
        raise TooManyApplications
    vendor = create_vendor(slug=slug, **fields)
    VendorMember.objects.create(vendor=vendor, user_id=user.pk, role=Role.OWNER)
    return vendor


def lock_account(*, user: Any) -> Any:
    """The row of an account in use, until the transaction ends. Raises User.DoesNotExist."""
    accounts = get_user_model().objects.select_for_update()
    return accounts.get(pk=user.pk, is_active=True)


def create_vendor(*, shop_name: str, slug: str = "", **fields: Any) -> Vendor:
    """Whoever comes second with a name or slug is told which; a made slug is made anew."""
    for _ in range(5):
        try:
            with transaction.atomic():
                return Vendor.objects.create(
                    shop_name=shop_name, slug=slug or free_slug(shop_name), **fields
                )
        except IntegrityError:
            if Vendor.objects.filter(shop_name__iexact=shop_name).exists():
                raise NameTaken from None
            if slug:
                raise SlugTaken from None
    raise SlugTaken


def free_slug(shop_name: str) -> str:
    """From the name; numbered when it is taken, `shop` for one without Latin letters."""
    base = slugify(shop_name)[: LONGEST_SLUG - 8].strip("-_") or "shop"
    alike = Vendor.objects.filter(slug__startswith=base).values_list("slug", flat=True)
    taken = {slug.lower() for slug in alike}
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


@transaction.atomic
def change_status(*, vendor: Vendor, to: str, by: Any, reason: str = "") -> Vendor:
    """Approve, suspend or reject, with a record of it; the owners are told.

    Raises IllegalTransition, ReasonNeeded.
    """
    locked = Vendor.objects.select_for_update().get(pk=vendor.pk)
    if locked.status not in COMES_FROM[VendorStatus(to)]:
        raise IllegalTransition(
            shop_name=locked.shop_name,
            status=locked.status,
            allowed=[new for new, old in COMES_FROM.items() if locked.status in old],
        )
    reason = reason.strip()
    if to in NEEDS_A_REASON and not reason:
        raise ReasonNeeded
    change = VendorStatusChange.objects.create(
        vendor=locked,
        from_status=locked.status,
        to_status=to,
        reason=reason,
        by_id=by.pk,
    )
    locked.status = to
    locked.save(update_fields=["status"])
    vendor_status_changed.send(sender=Vendor, change=change)
    return locked


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
