"""What the signed-in customer marked, as far as it is public."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from rest_framework.permissions import IsAuthenticated

from store.customers.models import Customer
from store.customers.services import customer_for
from store.shared.identity import user_id
from store.shared.scopes import ScopedViewSet


class FavoriteViewSet(ScopedViewSet):
    """Lists: one's favourites that are public, newest first. One: whatever is public."""

    permission_classes = [IsAuthenticated]

    def scope(self, queryset: Any) -> QuerySet[Any]:
        if self.action != "list":
            return queryset.public()
        pk = user_id(self.request.user)
        if pk is None:
            return queryset.none()
        marked = queryset.public().filter(favorites__customer__user_id=pk)
        return marked.order_by("-favorites__id")

    @property
    def customer(self) -> Customer:
        if user_id(self.request.user) is None:
            raise Http404
        return customer_for(user=self.request.user)
