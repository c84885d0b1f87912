"""Rows of the catalogue."""

from __future__ import annotations

from functools import cache, cached_property
from typing import Any

from django.db.models import QuerySet

from store.catalog.models import Product
from store.catalog.rows import product_values
from store.shared.prepared import PreparedRows
from store.shared.scopes import ScopedViewSet, get_or_404


@cache
def public_rows() -> QuerySet[Any, dict[str, Any]]:
    """The public catalogue as `render_products` wants it, narrowed by each list.

    Built once: building it costs more than running it, and a queryset that has not run
    is only a description. Every filter, slice and count works on a copy.
    """
    return product_values(Product.objects.public())


@cache
def prepared_public_rows() -> PreparedRows:
    """The same for a list that asks for nothing in particular, the hottest of all."""
    return PreparedRows(public_rows())


class CatalogViewSet(ScopedViewSet):
    """Lists show the public catalogue; a single product also to those who sell it."""

    def scope(self, queryset: Any) -> QuerySet[Any]:
        if self.action == "list":
            return queryset.public()
        return queryset.visible_to(self.request.user)


class ProductChildViewSet(ScopedViewSet):
    """What hangs on one product; 404 when the caller does not see that product."""

    @cached_property
    def product(self) -> Product:
        visible = Product.objects.visible_to(self.request.user)
        return get_or_404(visible, pk=self.kwargs["product_pk"])

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.product  # noqa: B018 - a missing parent is a 404 for every verb

    def scope(self, queryset: Any) -> QuerySet[Any]:
        return queryset.filter(product=self.product)
