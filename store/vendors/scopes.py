"""Rows of vendors and their members."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework.permissions import IsAuthenticated

from store.shared.scopes import ScopedViewSet


class ShopViewSet(ScopedViewSet):
    """Lists show the approved vendors; a single one is shown to its members too."""

    def scope(self, queryset: Any) -> QuerySet[Any]:
        if self.action == "list":
            return queryset.public()
        return queryset.visible_to(self.request.user)


class OwnMembershipViewSet(ScopedViewSet):
    """One's own roles, whatever state the vendor is in."""

    permission_classes = [IsAuthenticated]

    def scope(self, queryset: Any) -> QuerySet[Any]:
        return queryset.for_user(self.request.user)
