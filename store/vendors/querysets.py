from __future__ import annotations

from typing import Any

from django.db import models

from store.shared.identity import is_staff, user_id
from store.vendors.choices import ROLES_THAT_WRITE_PRODUCTS, VendorStatus


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
