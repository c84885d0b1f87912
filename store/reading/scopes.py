"""Files of books: of a product, and of what one holds."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from store.catalog.scopes import ProductChildViewSet
from store.catalog.services import can_write_product
from store.library.models import LibraryEntry


class BookFileScope(ProductChildViewSet):
    """Readers see what is to be had now; who writes the product, every edition."""

    @cached_property
    def writes(self) -> bool:
        if getattr(self, "swagger_fake_view", False):
            return True
        return can_write_product(user=self.request.user, product=self.product)

    def get_serializer_context(self) -> dict[str, Any]:
        context = dict(super().get_serializer_context())
        if getattr(self, "swagger_fake_view", False):
            return context
        held = LibraryEntry.objects.for_user(self.request.user)
        return {**context, "entry": held.filter(product=self.product.pk).first()}

    def scope(self, queryset: Any) -> QuerySet[Any]:
        rows = queryset.filter(book=self.product.pk)
        return rows if self.writes else rows.current()


class SampleScope(ProductChildViewSet):
    """The samples of now, of a product that the caller sees."""

    def scope(self, queryset: Any) -> QuerySet[Any]:
        return queryset.current().filter(book=self.product.pk, is_sample=True)
