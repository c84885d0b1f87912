"""What happens to a shop."""

from __future__ import annotations

from datetime import timedelta
from math import ceil
from typing import Any

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.crypto import get_random_string, salted_hmac
from django.utils.text import slugify

from store.signals import member_invited, vendor_status_changed
from store.vendors.choices import COMES_FROM, NEEDS_A_REASON, Role, VendorStatus
from store.vendors.errors import (
    AlreadyMember,
    IllegalTransition,
    InvalidInvitation,
    InvitedJustNow,
    LastOwner,
    NameTaken,
    ReasonNeeded,
    SlugTaken,
    TooManyApplications,
    TooManyInvitations,
    VendorNotApproved,
)
from store.vendors.models import (
    Vendor,
    VendorInvitation,
    VendorMember,
    VendorStatusChange,
)

MOST_APPLICATIONS = 3
LONGEST_SLUG = 50
MOST_INVITATIONS = 50
INVITATION_LIFETIME = timedelta(days=7)
BETWEEN_INVITATIONS = timedelta(minutes=10)


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
    locked = lock_vendor(pk=vendor.pk)
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


def lock_vendor(*, pk: int) -> Vendor:
    """Whatever happens to a shop's state and people waits here for its turn."""
    return Vendor.objects.select_for_update().get(pk=pk)


@transaction.atomic
def invite_member(*, vendor: Vendor, email: str, role: str) -> VendorInvitation:
    """Offer a role to an address; an offer that was made to it before ends.

    Nothing here depends on whether the address has an account, unless it is a member's,
    which the shop sees anyway. Raises VendorNotApproved, AlreadyMember, InvitedJustNow,
    TooManyInvitations.
    """
    vendor = lock_vendor(pk=vendor.pk)
    email = email.lower()
    if vendor.status != VendorStatus.APPROVED:
        raise VendorNotApproved
    members = vendor.members.filter(user__email=email)
    if email in members.values_list("user__email", flat=True):
        raise AlreadyMember
    refuse_if_just_mailed(vendor=vendor, email=email)
    vendor.invitations.filter(email=email).delete()
    if vendor.invitations.counted().count() >= MOST_INVITATIONS:
        raise TooManyInvitations
    invitation = vendor.invitations.create(
        email=email, role=role, expires_at=timezone.now() + INVITATION_LIFETIME
    )
    member_invited.send(sender=Vendor, invitation=invitation)
    return invitation


def refuse_if_just_mailed(*, vendor: Vendor, email: str) -> None:
    """Nobody is mailed by the same shop again and again, revoked in between or not."""
    last = vendor.invitations.for_address(email).order_by("created_at").last()
    rest = last and last.created_at + BETWEEN_INVITATIONS - timezone.now()
    if rest and rest > timedelta():
        raise InvitedJustNow(retry_after=ceil(rest.total_seconds()))


@transaction.atomic
def revoke_invitation(*, invitation: VendorInvitation) -> None:
    """Its token is no longer good. The row stays for a day, so that mails are counted."""
    lock_vendor(pk=invitation.vendor_id)
    rows = VendorInvitation.objects.filter(pk=invitation.pk)
    rows.update(digest="", expires_at=timezone.now())


def issue_token(*, invitation: VendorInvitation) -> str:
    """A new token, which ends the one before it. It is stored nowhere."""
    token = get_random_string(40)
    rows = VendorInvitation.objects.filter(pk=invitation.pk)
    rows.update(digest=digest_of(token))
    return token


def digest_of(token: str) -> str:
    """Keyed with SECRET_KEY."""
    return salted_hmac(
        "store.vendors.invitation", token, algorithm="sha256"
    ).hexdigest()


@transaction.atomic
def accept_invitation(*, user: Any, token: str) -> VendorMember:
    """The membership that was offered; who is a member already keeps the role they have.

    Raises InvalidInvitation; User.DoesNotExist when the account was erased meanwhile.
    """
    account = lock_account(user=user)
    good = VendorInvitation.objects.open().filter(digest=digest_of(token))
    offer = good.first()
    if offer is None or offer.email != account.email.lower():
        raise InvalidInvitation
    lock_vendor(pk=offer.vendor_id)
    # Revoked, replaced or used while this waited?
    offer = good.filter(pk=offer.pk).first()
    if offer is None:
        raise InvalidInvitation
    offer.delete()
    member, _ = VendorMember.objects.get_or_create(
        vendor_id=offer.vendor_id, user_id=account.pk, defaults={"role": offer.role}
    )
    return member


@transaction.atomic
def change_role(*, member: VendorMember, role: str) -> VendorMember:
    """Raises LastOwner; VendorMember.DoesNotExist when they left meanwhile."""
    member = lock_member(pk=member.pk, vendor_id=member.vendor_id)
    if role != Role.OWNER:
        refuse_for_last_owner(member=member)
    member.role = role
    member.save(update_fields=["role"])
    return member


@transaction.atomic
def remove_member(*, member: VendorMember) -> None:
    """Raises LastOwner; VendorMember.DoesNotExist when they left meanwhile."""
    member = lock_member(pk=member.pk, vendor_id=member.vendor_id)
    refuse_for_last_owner(member=member)
    member.delete()


def close_admin(*, user_id: int) -> None:
    """Who sells for no vendor any more is a customer, without the rights that went with it.

    `is_staff` and permissions were worth what the role made of them; without one they
    would make the account staff of the store. A superuser keeps them.
    """
    accounts = get_user_model().objects.select_for_update()
    user = accounts.filter(pk=user_id, is_staff=True, is_superuser=False).first()
    if user is None or VendorMember.objects.filter(user=user_id).exists():
        return
    user.is_staff = False
    user.save(update_fields=["is_staff"])
    user.groups.clear()
    user.user_permissions.clear()


def lock_member(*, pk: int, vendor_id: int) -> VendorMember:
    """As they are now, while nobody else changes the people of that shop."""
    lock_vendor(pk=vendor_id)
    return VendorMember.objects.select_related("user").get(pk=pk)


def refuse_for_last_owner(*, member: VendorMember) -> None:
    """An owner whose account is not in use does not count as another one."""
    owners = VendorMember.objects.filter(vendor=member.vendor_id).owners()
    if member.role == Role.OWNER and not owners.exclude(pk=member.pk).exists():
        raise LastOwner


def delete_expired_invitations() -> int:
    """They hold addresses of people who perhaps never heard of the store."""
    now = timezone.now()
    gone = VendorInvitation.objects.filter(
        expires_at__lte=now, created_at__lte=now - timedelta(days=1)
    )
    return gone.delete()[0]


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
