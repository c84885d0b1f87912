"""Product images over HTTP."""

from __future__ import annotations

from typing import Any

from rest_framework.mixins import (
    CreateModelMixin,
    DestroyModelMixin,
    ListModelMixin,
    RetrieveModelMixin,
    UpdateModelMixin,
)
from rest_framework.request import Request
from rest_framework.serializers import BaseSerializer

from store.catalog.models import ProductImage
from store.catalog.permissions import SellsOrReadOnly
from store.catalog.scopes import ProductChildViewSet
from store.catalog.serializers import ProductImageSerializer
from store.shared.schema import describe


@describe(
    "product image",
    create="Multipart field `image`, at most 500 KB and 25 megapixels.",
)
class ProductImageViewSet(
    ProductChildViewSet,
    ListModelMixin,
    RetrieveModelMixin,
    CreateModelMixin,
    UpdateModelMixin,
    DestroyModelMixin,
):
    """Pictures of a product. Whoever may write the product may write them."""

    model = ProductImage
    serializer_class = ProductImageSerializer
    permission_classes = [SellsOrReadOnly]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.check_object_permissions(request, self.product)

    def perform_create(self, serializer: BaseSerializer) -> None:
        serializer.save(product=self.product)

    def perform_update(self, serializer: BaseSerializer) -> None:
        # Without an upload there is nothing to write, least of all the name as it was read.
        if serializer.validated_data:
            serializer.save()
