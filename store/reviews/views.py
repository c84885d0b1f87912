"""Reviews over HTTP."""

from __future__ import annotations

from typing import Any

from rest_framework.mixins import (
    CreateModelMixin,
    DestroyModelMixin,
    ListModelMixin,
    RetrieveModelMixin,
    UpdateModelMixin,
)
from rest_framework.serializers import BaseSerializer

from store.catalog.scopes import ProductChildViewSet
from store.customers.services import customer_for
from store.reviews import services
from store.reviews.models import Review
from store.reviews.permissions import OwnReviewOrReadOnly
from store.reviews.serializers import ReviewSerializer
from store.shared.schema import describe


@describe(
    "review",
    list="What was said about the product, newest first.",
    create="One review for each customer and product; a second is a 409.",
)
class ReviewViewSet(
    ProductChildViewSet,
    ListModelMixin,
    RetrieveModelMixin,
    CreateModelMixin,
    UpdateModelMixin,
    DestroyModelMixin,
):
    """Reviews of one product. Anyone reads; one writes and changes one's own."""

    model = Review
    serializer_class = ReviewSerializer
    permission_classes = [OwnReviewOrReadOnly]

    def shape(self, queryset: Any) -> Any:
        return queryset.select_related("customer", "reply")

    def perform_create(self, serializer: BaseSerializer) -> None:
        serializer.instance = services.write_review(
            product=self.product,
            customer=customer_for(user=self.request.user),
            **serializer.validated_data,
        )

    def perform_update(self, serializer: Any) -> None:
        services.change_review(
            review=serializer.instance,
            product=self.product,
            **serializer.validated_data,
        )

    def perform_destroy(self, instance: Review) -> None:
        services.delete_review(review=instance, product=self.product)
