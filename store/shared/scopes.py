"""Where rows come from. Endpoints choose one of these; none starts from `objects.all()`.

`CustomerViewSet`, `VendorViewSet` and the catalogue's scopes live in their own concept's
`scopes.py`: `ls store/*/scopes.py` is the whole security review.
"""

from __future__ import annotations

from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db.models import Model, QuerySet
from django.http import Http404
from rest_framework.permissions import AllowAny
from rest_framework.viewsets import GenericViewSet

from store.shared.permissions import IsStoreStaff

M = TypeVar("M", bound=Model)
Row = TypeVar("Row")


class ScopedViewSet(GenericViewSet):
    """Rows are `model`'s, narrowed by the scope, then shaped by the endpoint."""

    model: type[Model]

    def get_queryset(self) -> QuerySet[Any]:
        if getattr(self, "swagger_fake_view", False):
            return self.model._default_manager.none()
        return self.shape(self.scope(self.model._default_manager.all()))

    def scope(self, queryset: Any) -> QuerySet[Any]:
        raise NotImplementedError("A viewset takes its rows from a scope.")

    def shape(self, queryset: Any) -> QuerySet[Any]:
        """Endpoints may join, prefetch and annotate here."""
        return queryset


class PublicViewSet(ScopedViewSet):
    """Rows that anyone may see."""

    permission_classes = [AllowAny]

    def scope(self, queryset: Any) -> QuerySet[Any]:
        return queryset.public()


class BearerViewSet(ScopedViewSet):
    """Exactly the row whose UUID the caller holds: never give this a list."""

    permission_classes = [AllowAny]

    def scope(self, queryset: Any) -> QuerySet[Any]:
        return queryset


class StaffViewSet(ScopedViewSet):
    """Every row, for staff alone."""

    permission_classes = [IsStoreStaff]

    def scope(self, queryset: Any) -> QuerySet[Any]:
        return queryset


def get_or_404(queryset: QuerySet[M, Row], **lookup: Any) -> Row:
    """The one row, or 404: also for a key that is no key at all (`abc` for a number)."""
    try:
        return queryset.get(**lookup)
    except (ObjectDoesNotExist, TypeError, ValueError, ValidationError):
        raise Http404 from None
