"""Tags of what the caller sees."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from rest_framework.permissions import AllowAny

from store.catalog.permissions import SellsOrReadOnly
from store.catalog.scopes import ProductChildViewSet
from store.models import Product
from store.shared.scopes import ScopedViewSet
from store_custom.tags.services import tagged_products


class TagsOfProductViewSet(ProductChildViewSet):
    """Anyone reads them, whoever writes the product sets them."""

    permission_classes = [SellsOrReadOnly]

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.check_object_permissions(request, self.product)

    def get_object(self) -> Product:
        return self.product

    def scope(self, queryset: Any) -> QuerySet[Any]:
        return tagged_products().filter(object_id=self.product.pk)


class PublicTagsViewSet(ScopedViewSet):
    """Tags of public products, counted: a label may be as secret as the draft it is on."""

    permission_classes = [AllowAny]

    def scope(self, queryset: Any) -> QuerySet[Any]:
        public = Product.objects.public().order_by().values("pk")
        items = tagged_products().filter(tag=OuterRef("pk"), object_id__in=public)
        counted = items.order_by().values("tag").annotate(count=Count("pk"))
        return queryset.filter(Exists(items)).annotate(
            products_count=Subquery(counted.values("count"))
        )
