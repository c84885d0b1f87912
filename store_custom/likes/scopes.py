"""Likes of what the caller sees."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from store.catalog.scopes import ProductChildViewSet
from store.models import Comment, Product
from store.shared.permissions import IsSignedInOrReadOnly
from store.shared.scopes import get_or_404
from store_custom.likes.services import likes_of


class LikesOfProductViewSet(ProductChildViewSet):
    """Anyone counts them, who is signed in likes."""

    permission_classes = [IsSignedInOrReadOnly]

    def get_object(self) -> Product:
        return self.product

    def scope(self, queryset: Any) -> QuerySet[Any]:
        return likes_of(Product, [self.product.pk])


class LikesOfCommentViewSet(ProductChildViewSet):
    """Of a comment on the product in the address."""

    permission_classes = [IsSignedInOrReadOnly]

    @cached_property
    def comment(self) -> Comment:
        own = Comment.objects.filter(product=self.product)
        return get_or_404(own, pk=self.kwargs["pk"])

    def get_object(self) -> Comment:
        return self.comment

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.comment  # noqa: B018 - a missing comment is a 404 for every verb

    def scope(self, queryset: Any) -> QuerySet[Any]:
        return likes_of(Comment, [self.comment.pk])
