"""What buyers say about a vendor's products, and the vendor's answers."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from store.reviews import services
from store.reviews.filters import VendorReviewFilter
from store.reviews.models import Review
from store.reviews.scopes import ReviewsOfVendorViewSet
from store.reviews.serializers import ReplySerializer, VendorReviewSerializer
from store.shared.filters import FilterWhenAsked
from store.shared.ordering import StableOrderingFilter
from store.shared.pagination import EnvelopePagination
from store.shared.schema import VENDOR_KEY, describe
from store.shared.search import WordSearchFilter


@extend_schema(parameters=[VENDOR_KEY])
@describe(
    "review of a vendor's products",
    "reviews of a vendor's products",
    list=(
        "Newest first, for the vendor's members and staff. `search` finds every word in "
        "what was written, or in the product's title."
    ),
)
class VendorReviewViewSet(ReviewsOfVendorViewSet, ListModelMixin, RetrieveModelMixin):
    """`vendors/{id}/reviews/`."""

    model = Review
    serializer_class = VendorReviewSerializer
    pagination_class = EnvelopePagination
    filter_backends = [FilterWhenAsked, WordSearchFilter, StableOrderingFilter]
    filterset_class = VendorReviewFilter
    search_fields = ["description", "product__title"]
    ordering_fields = ["date", "rating"]
    ordering = ["-date"]

    def shape(self, queryset: Any) -> Any:
        rows = queryset.select_related("product", "reply")
        return rows.with_marks(self.request.user)

    @extend_schema(
        summary="Reply to a review",
        description=(
            "By an owner or manager. There is one reply; another takes its place. Anyone "
            "who reads the review reads it."
        ),
        request=ReplySerializer,
        responses=VendorReviewSerializer,
    )
    @action(["PUT"], detail=True)
    def reply(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        review = self.get_object()
        serializer = ReplySerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        services.reply_to_review(
            review=review, text=serializer.validated_data["text"], by=request.user
        )
        return Response(self.get_serializer(self.get_object()).data)

    @extend_schema(
        summary="Take a reply back",
        description="By an owner or manager; 204 also when there is none.",
        responses={204: None},
    )
    @reply.mapping.delete
    def take_back(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        services.take_reply_back(review=self.get_object())
        return Response(status=status.HTTP_204_NO_CONTENT)
