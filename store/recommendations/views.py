"""Recommendations over HTTP."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from store.catalog.models import Product
from store.recommendations.reasons import Pick
from store.recommendations.rows import render_picks
from store.recommendations.scopes import RelatedViewSet
from store.recommendations.serializers import (
    LimitSerializer,
    RecommendedProductSerializer,
)
from store.recommendations.services import find_related, recommend_for
from store.shared.scopes import PublicViewSet, ScopedViewSet

PRODUCT_KEY = OpenApiParameter("product_pk", int, OpenApiParameter.PATH)


class AnswersPicks(ScopedViewSet):
    """A short array without pages."""

    model = Product
    serializer_class = RecommendedProductSerializer
    pagination_class = None

    def limit(self) -> int:
        # As a dict: of a form, an empty `limit` would count as left out.
        asked = LimitSerializer(data=self.request.query_params.dict())
        asked.is_valid(raise_exception=True)
        return asked.validated_data["limit"]

    def answer(self, picks: list[Pick]) -> Response:
        request = self.request
        absolute = request.build_absolute_uri
        products = self.get_queryset()
        return Response(render_picks(picks, products, absolute, request.user))


class RelatedProductsViewSet(RelatedViewSet, AnswersPicks):
    """`products/{id}/related/`."""

    permission_classes = [AllowAny]

    @extend_schema(
        summary="List what belongs to a product",
        description=(
            "What is bought together with it first, then what has the same genre, is in the "
            "same collection or shares a tag, each with its `reason`. Public products that "
            "are in stock; for a signed-in reader without what they hold: what is in their "
            "library, and books that they bought. Other things may be bought again."
        ),
        parameters=[PRODUCT_KEY, LimitSerializer],
        responses=RecommendedProductSerializer(many=True),
    )
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        picks = find_related(
            product=self.product, user=request.user, limit=self.limit()
        )
        return self.answer(picks)


class ForYouViewSet(PublicViewSet, AnswersPicks):
    """`products/for-you/`."""

    permission_classes = [IsAuthenticated]

    @extend_schema(
        summary="List what you may like",
        description=(
            "From what you bought, hold, rated, marked as favourite and viewed, and the "
            "genres that you prefer, each with its `reason`; for somebody new what is "
            "popular. Public products that are in stock, never what you bought or hold, "
            "and as long as there are others no more than a third of one vendor or genre."
        ),
        parameters=[LimitSerializer],
        responses=RecommendedProductSerializer(many=True),
    )
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        picks = recommend_for(user=request.user, limit=self.limit())
        return self.answer(picks)
