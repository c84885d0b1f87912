"""Comments over HTTP."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from store.catalog.scopes import ProductChildViewSet
from store.comments import services
from store.comments.filters import CommentFilter
from store.comments.models import Comment
from store.comments.permissions import OwnCommentOrReadOnly
from store.comments.rows import render_comments
from store.comments.serializers import CommentChangeSerializer, CommentSerializer
from store.customers.services import customer_for
from store.shared.filters import FilterWhenAsked
from store.shared.ordering import StableOrderingFilter
from store.shared.pagination import EnvelopePagination
from store.shared.schema import describe
from store.shared.throttles import LimitsWriting


@describe(
    "comment",
    list=(
        "What is said below the product, newest first, replies of any depth beside what "
        "they reply to: `parent` says to which. Deleted ones keep their places, blank."
    ),
)
class CommentViewSet(LimitsWriting, ProductChildViewSet, ListModelMixin):
    """Comments below one product. Anyone reads; who is signed in writes and replies."""

    model = Comment
    serializer_class = CommentSerializer
    permission_classes = [OwnCommentOrReadOnly]
    pagination_class = EnvelopePagination
    filter_backends = [FilterWhenAsked, StableOrderingFilter]
    filterset_class = CommentFilter
    ordering_fields = ["created_at", "like_count"]
    ordering = ["-created_at"]
    limited = {"create": "comment"}

    def shape(self, queryset: Any) -> Any:
        return queryset.with_author()

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(render_comments(page or [], request.user))

    @extend_schema(
        summary="Read one comment",
        description="404 when there is none below a product that you may see.",
    )
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.answer(self.get_object())

    @extend_schema(
        summary="Write a comment, or reply to one",
        description=(
            "By anyone signed in. `parent` is a comment on the same product: else 400 "
            "`unknown_parent`; 409 `comment_deleted` when it was deleted."
        ),
    )
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        words = serializer.validated_data
        comment = services.write_comment(
            product=self.product,
            customer=customer_for(user=request.user),
            parent_id=words.pop("parent", None),
            **words,
        )
        return self.answer(comment, status.HTTP_201_CREATED)

    @extend_schema(
        summary="Change your comment",
        description=(
            "Its text or spoiler, within `STORE_COMMENT_EDIT_MINUTES` of writing; then 409 "
            "`edit_time_over`. 409 `comment_deleted` of a deleted one."
        ),
        request=CommentChangeSerializer,
        responses=CommentSerializer,
    )
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        comment = self.get_object()
        serializer = CommentChangeSerializer(data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        services.change_comment(comment=comment, **serializer.validated_data)
        return self.answer(self.get_object())

    @extend_schema(
        summary="Delete your comment",
        description=(
            "At any time; staff delete any. It keeps its place, without text and author, "
            "and so do its replies. 204 also when it is deleted already."
        ),
        responses={204: None},
    )
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        services.delete_comment(comment=self.get_object(), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)

    def answer(self, comment: Comment, code: int = status.HTTP_200_OK) -> Response:
        [body] = render_comments([comment], self.request.user)
        return Response(body, status=code)
