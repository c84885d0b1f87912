"""Reviews of a product over HTTP."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.mixins import (
    CreateModelMixin,
    DestroyModelMixin,
    ListModelMixin,
    RetrieveModelMixin,
    UpdateModelMixin,
)
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from store.reviews import reports, services
from store.reviews.filters import ReviewFilter
from store.reviews.models import Review
from store.reviews.permissions import OwnReviewOrReadOnly
from store.reviews.scopes import OwnReviewScope, ReviewsOfProductViewSet
from store.reviews.serializers import ReportSerializer, ReviewSerializer
from store.shared.filters import FilterWhenAsked
from store.shared.ordering import StableOrderingFilter
from store.shared.schema import describe
from store.shared.scopes import get_or_404
from store.shared.throttles import LimitsWriting


class AnswersReviews(ReviewsOfProductViewSet):
    """A review is read again after it was written: with its reply, marks and counts."""

    def shape(self, queryset: Any) -> Any:
        rows = queryset.select_related("customer", "reply")
        return rows.with_marks(self.request.user)

    def answer(self, review: Review, code: int = status.HTTP_200_OK) -> Response:
        shown = get_or_404(self.get_queryset(), pk=review.pk)
        return Response(self.get_serializer(shown).data, status=code)


@describe(
    "review",
    list=(
        "What was said about the product, newest first. `ordering` is `date`, `rating` or "
        "`helpful_count`, with a `-` in front for the highest first."
    ),
    create="One review for each customer and product; a second is a 409.",
    update="Your own, or any for staff. Without a rating and words: 400 `empty_review`.",
)
class ReviewViewSet(
    LimitsWriting,
    AnswersReviews,
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
    filter_backends = [FilterWhenAsked, StableOrderingFilter]
    filterset_class = ReviewFilter
    ordering_fields = ["date", "rating", "helpful_count"]
    ordering = ["-date"]
    limited = {"report": "report"}

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        review = services.write_review(
            product=self.product, customer=self.customer, **serializer.validated_data
        )
        return self.answer(review, status.HTTP_201_CREATED)

    def update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        review, partial = self.get_object(), kwargs.get("partial", False)
        serializer = self.get_serializer(review, data=request.data, partial=partial)
        serializer.is_valid(raise_exception=True)
        services.change_review(review=review, **serializer.validated_data)
        return self.answer(review)

    def perform_destroy(self, instance: Review) -> None:
        services.delete_reviews(review_ids=[instance.pk])

    @extend_schema(
        summary="Find a review helpful",
        description="Once each, also when sent twice. Your own: 409 `own_review`.",
        request=None,
        responses=ReviewSerializer,
    )
    @action(["PUT"], detail=True, permission_classes=[IsAuthenticated])
    def helpful(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        review = self.get_object()
        services.find_helpful(review=review, reader=self.customer)
        return self.answer(review)

    @extend_schema(
        summary="No longer find a review helpful",
        description="204, also when you did not.",
        responses={204: None},
    )
    @helpful.mapping.delete
    def not_helpful(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        services.take_vote_back(review=self.get_object(), reader=self.customer)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(
        summary="Report a review to the store",
        description=(
            "One report for each reader: 201, and 200 with the first one when sent again. "
            "Your own review: 409 `own_review`. Only the store reads it."
        ),
        request=ReportSerializer,
        responses={201: ReportSerializer, 200: ReportSerializer},
    )
    @action(
        ["POST"],
        detail=True,
        permission_classes=[IsAuthenticated],
    )
    def report(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        serializer = ReportSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        report, is_new = reports.report_review(
            review=self.get_object(), reader=self.customer, **serializer.validated_data
        )
        code = status.HTTP_201_CREATED if is_new else status.HTTP_200_OK
        return Response(ReportSerializer(report).data, status=code)


@extend_schema_view(
    retrieve=extend_schema(
        summary="Read your review of a product",
        description="404 when you have not reviewed it. Hidden ones too: `is_hidden`.",
    )
)
class OwnReviewViewSet(OwnReviewScope, AnswersReviews):
    """`products/{id}/reviews/mine/`."""

    model = Review
    serializer_class = ReviewSerializer
    permission_classes = [IsAuthenticated]
    pagination_class = None

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        shown = get_or_404(self.get_queryset())
        return Response(self.get_serializer(shown).data)

    @extend_schema(
        summary="Write or replace your review of a product",
        description=(
            "201 when it is new, 200 when it takes the place of the one there was; what is "
            "left out is empty then. Without a rating and words: 400 `empty_review`."
        ),
        responses={201: ReviewSerializer, 200: ReviewSerializer},
    )
    def update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        review, is_new = services.put_review(
            product=self.product, customer=self.customer, **serializer.validated_data
        )
        code = status.HTTP_201_CREATED if is_new else status.HTTP_200_OK
        return self.answer(review, code)

    @extend_schema(
        summary="Take your review of a product back",
        description="204, also when there is none.",
        responses={204: None},
    )
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        keys = self.get_queryset().values_list("pk", flat=True)
        services.delete_reviews(review_ids=list(keys))
        return Response(status=status.HTTP_204_NO_CONTENT)
