"""Rows of the signed-in customer."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework.permissions import IsAuthenticated

from store.shared.identity import is_staff
from store.shared.scopes import ScopedViewSet


class CustomerViewSet(ScopedViewSet):
    """One's own rows; a foreign one is a 404."""

    permission_classes = [IsAuthenticated]

    def scope(self, queryset: Any) -> QuerySet[Any]:
        return queryset.for_user(self.request.user)


class CustomerOrStaffViewSet(CustomerViewSet):
    """One's own rows; every row for staff."""

    def scope(self, queryset: Any) -> QuerySet[Any]:
        return queryset if is_staff(self.request.user) else super().scope(queryset)
