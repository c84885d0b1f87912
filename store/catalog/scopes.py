"""Rows of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from typing import Any

from django.db.models import QuerySet

from store.catalog.models import Product
from store.catalog.rows import product_values
from store.shared.prepared import KEY, PreparedRows, Rows, as_key
from store.shared.scopes import ScopedViewSet, get_or_404

PAGE_PARAMS = {"page", "page_size"}


@cache
def public_rows() -> QuerySet[Any, dict[str, Any]]:
    """The public catalogue as `render_products` wants it, narrowed by each list.

    Built once: building it costs more than running it, and a queryset that has not run
    is only a description. Every filter, slice and count works on a copy.
    """
    return product_values(Product.objects.public())


@cache
def prepared_rows(key_name: str = "") -> PreparedRows:
    """The public catalogue in SQL: all of it, or what has a given key, like `collection_id`."""
    rows = public_rows()
    return PreparedRows(rows.filter(**{key_name: KEY}) if key_name else rows)


def rows_of_shelf(params: Mapping[str, str]) -> Rows | None:
    """The rows of a list that asks for one collection or one vendor and nothing else.

    None when it asks for more, and when there are none: the filter form knows whether
    such a collection exists at all.
    """
    names = params.keys() - PAGE_PARAMS
    if len(names) != 1 or not names <= {"collection_id", "vendor_id"}:
        return None
    [name] = names
    key = as_key(params[name])
    if key is None:
        return None
    rows = prepared_rows(name).rows(key)
    return rows if rows.count() else None


def is_on_sale(product_id: int) -> bool:
    """Whether anyone may see and buy it."""
    key = as_key(str(product_id))
    return key is not None and prepared_rows("pk").first(key) is not None


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
