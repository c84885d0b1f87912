from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import BooleanField, Exists, OuterRef, Prefetch, Q, Value
from django.utils import timezone

from store.shared.identity import is_staff, user_id
from store.vendors.choices import (
    ROLES_THAT_RUN_THE_SHOP,
    ROLES_THAT_WRITE_PRODUCTS,
    Role,
    VendorStatus,
)


class VendorQuerySet(models.QuerySet[Any]):
    def public(self) -> VendorQuerySet:
        """Approved, closed for a while or not."""
        return self.filter(status=VendorStatus.APPROVED)

    def not_selling(self) -> VendorQuerySet:
        """Whose products the public catalogue leaves out."""
        return self.exclude(status=VendorStatus.APPROVED, is_open=True)

    def with_member(self, user: object) -> VendorQuerySet:
        """Where the user has any role."""
        pk = user_id(user)
        return self.none() if pk is None else self.filter(members__user_id=pk)

    def visible_to(self, user: object) -> VendorQuerySet:
        """The public ones, and those where the user is a member; all for staff."""
        if is_staff(user):
            return self
        if user_id(user) is None:
            return self.public()
        members = self.model._meta.get_field("members").related_model._default_manager
        own = members.for_user(user).filter(vendor=OuterRef("pk"))
        return self.filter(Q(status=VendorStatus.APPROVED) | Exists(own))

    def with_favorite(self, user: object) -> VendorQuerySet:
        """`is_favorite`: whether the user, as a customer, marked it."""
        pk = user_id(user)
        if pk is None:
            return self.annotate(is_favorite=Value(False, BooleanField()))
        favorites = self.model._meta.get_field("favorites").related_model
        own = favorites._default_manager.for_user(user).filter(vendor=OuterRef("pk"))
        return self.annotate(is_favorite=Exists(own))

    def for_vendors(self, keys: Collection[int]) -> VendorQuerySet:
        """These themselves."""
        return self.filter(pk__in=keys)

    def run_by(self, user: object) -> VendorQuerySet:
        """Whose page the user may change, in whatever state they are; all for staff."""
        if is_staff(user):
            return self
        pk = user_id(user)
        if pk is None:
            return self.none()
        return self.filter(
            members__user_id=pk, members__role__in=ROLES_THAT_RUN_THE_SHOP
        )

    def written_by(self, user: object) -> VendorQuerySet:
        """Approved ones whose products the user may write."""
        pk = user_id(user)
        if pk is None:
            return self.none()
        return self.public().filter(
            members__user_id=pk, members__role__in=ROLES_THAT_WRITE_PRODUCTS
        )

    def offered_to(self, user: object) -> VendorQuerySet:
        """The vendors that the user may choose for a product: any, for staff."""
        return self if is_staff(user) else self.written_by(user)


class MemberQuerySet(models.QuerySet[Any]):
    def for_user(self, user: object) -> MemberQuerySet:
        pk = user_id(user)
        return self.none() if pk is None else self.filter(user_id=pk)

    def with_vendor(self, reader: object) -> MemberQuerySet:
        """Joined with the vendor as the reader sees it, in one more query."""
        vendors = self.model._meta.get_field("vendor").related_model._default_manager
        return self.prefetch_related(
            Prefetch("vendor", queryset=vendors.with_favorite(reader))
        )

    def owners(self) -> MemberQuerySet:
        """Owners whose account is in use."""
        return self.filter(role=Role.OWNER, user__is_active=True)


class InvitationQuerySet(models.QuerySet[Any]):
    def open(self) -> InvitationQuerySet:
        """Those that are still good."""
        return self.filter(expires_at__gt=timezone.now())

    def counted(self) -> InvitationQuerySet:
        """Those, and what was made and revoked within a day: each was a mail."""
        now = timezone.now()
        today = Q(created_at__gt=now - timedelta(days=1))
        return self.filter(Q(expires_at__gt=now) | today)

    def for_address(self, email: str) -> InvitationQuerySet:
        """To exactly this address: MariaDB finds `josé` for `jose`, who is another."""
        email = email.lower()
        rows = self.filter(email=email).values_list("pk", "email")
        return self.filter(pk__in=[pk for pk, found in rows if found == email])
