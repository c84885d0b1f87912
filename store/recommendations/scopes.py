"""What is recommended: public products, whoever asks."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from store.catalog.scopes import ProductChildViewSet


class RelatedViewSet(ProductChildViewSet):
    """Beside a product that the caller may see, which may be a draft; public ones only."""

    def scope(self, queryset: Any) -> QuerySet[Any]:
        return queryset.public()
