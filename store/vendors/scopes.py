"""Rows of vendors and their members."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from rest_framework.permissions import SAFE_METHODS, IsAuthenticated

from store.shared.identity import is_staff
from store.shared.prepared import as_key
from store.shared.scopes import ScopedViewSet, get_or_404
from store.vendors.choices import Role
from store.vendors.models import Vendor, VendorMember


class ShopViewSet(ScopedViewSet):
    """Lists show the approved vendors, and staff the others when they ask for a status.

    A single one is shown to its members too.
    """

    def scope(self, queryset: Any) -> QuerySet[Any]:
        if self.action == "list":
            asked = bool(self.request.query_params.get("status"))
            return (
                queryset if asked and is_staff(self.request.user) else queryset.public()
            )
        return queryset.visible_to(self.request.user)


class OwnMembershipViewSet(ScopedViewSet):
    """One's own roles, whatever state the vendor is in."""

    permission_classes = [IsAuthenticated]

    def scope(self, queryset: Any) -> QuerySet[Any]:
        return queryset.for_user(self.request.user)


class VendorChildViewSet(ScopedViewSet):
    """What one vendor keeps to itself: for its members, by role, and the store's staff.

    An outsider gets a 404 for every verb, a member without the right a 403.
    """

    permission_classes = [IsAuthenticated]
    readers: tuple[str, ...] = (Role.OWNER, Role.MANAGER, Role.STAFF)
    writers: tuple[str, ...] = (Role.OWNER,)

    @cached_property
    def membership(self) -> VendorMember | None:
        key = as_key(self.kwargs["vendor_pk"])
        own = VendorMember.objects.for_user(self.request.user).select_related("vendor")
        return None if key is None else own.filter(vendor_id=key).first()

    @cached_property
    def vendor(self) -> Vendor:
        if self.membership is not None:
            return self.membership.vendor
        if is_staff(self.request.user):
            return get_or_404(Vendor.objects.all(), pk=self.kwargs["vendor_pk"])
        raise Http404

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.vendor  # noqa: B018 - a missing or foreign parent is a 404 for every verb
        if not self.may_go_on():
            self.permission_denied(request)

    def may_go_on(self) -> bool:
        reads = self.request.method in SAFE_METHODS
        return self.has_role(*(self.readers if reads else self.writers))

    def has_role(self, *roles: str) -> bool:
        """Whether the caller has one of the roles here; staff have every one."""
        if is_staff(self.request.user):
            return True
        return self.membership is not None and self.membership.role in roles

    def scope(self, queryset: Any) -> QuerySet[Any]:
        return queryset.filter(vendor=self.vendor)
