"""Who holds a product, for those who may know."""

from __future__ import annotations

from typing import Any

from rest_framework.permissions import IsAuthenticated

from store.catalog.scopes import ProductChildViewSet
from store.library.permissions import RunsTheShop


class HolderScope(ProductChildViewSet):
    """The entries of one product, for staff and for who runs its vendor."""

    permission_classes = [IsAuthenticated, RunsTheShop]

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.check_object_permissions(request, self.product)
