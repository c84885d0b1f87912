"""Likes over HTTP."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from likes.models import LikedItem
from store.models import Comment
from store.shared.identity import user_id
from store_custom.likes import services
from store_custom.likes.scopes import LikesOfCommentViewSet, LikesOfProductViewSet
from store_custom.likes.serializers import LikesSerializer

PRODUCT_KEY = OpenApiParameter("product_pk", int, OpenApiParameter.PATH)
COMMENT_KEY = OpenApiParameter(
    "id", int, OpenApiParameter.PATH, description="The id of the comment."
)
AS_OFTEN = "The same however often it is sent; the answer is the new count."


@extend_schema(parameters=[PRODUCT_KEY], request=None, responses=LikesSerializer)
class ProductLikeViewSet(LikesOfProductViewSet):
    """`products/{id}/like/`."""

    model = LikedItem
    serializer_class = LikesSerializer

    @extend_schema(
        summary="Count who likes a product",
        description="Also for who is not signed in.",
    )
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        likes = self.get_queryset()
        own = likes.filter(user=user_id(request.user))
        return Response({"like_count": likes.count(), "liked_by_me": own.exists()})

    @extend_schema(summary="Like a product", description=AS_OFTEN)
    def update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        services.like_product(user=request.user, product=self.product)
        return self.retrieve(request)

    @extend_schema(summary="Like a product no more", description=AS_OFTEN)
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        services.unlike_product(user=request.user, product=self.product)
        return self.retrieve(request)


@extend_schema(
    parameters=[PRODUCT_KEY, COMMENT_KEY], request=None, responses=LikesSerializer
)
class CommentLikeViewSet(LikesOfCommentViewSet):
    """`products/{id}/comments/{id}/like/`."""

    model = LikedItem
    serializer_class = LikesSerializer

    @extend_schema(
        summary="Like a comment",
        description=f"{AS_OFTEN} 409 `comment_deleted` of a deleted one.",
    )
    def update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        services.like_comment(user=request.user, comment=self.comment)
        return self.answer(liked=True)

    @extend_schema(summary="Like a comment no more", description=AS_OFTEN)
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        services.unlike_comment(user=request.user, comment=self.comment)
        return self.answer(liked=False)

    def answer(self, *, liked: bool) -> Response:
        counts = Comment.objects.filter(pk=self.comment.pk)
        count = counts.values_list("like_count", flat=True).get()
        return Response({"like_count": count, "liked_by_me": liked})
