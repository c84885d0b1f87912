"""The public rankings over HTTP."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from store.catalog.models import Product
from store.insights.shown_products import render_public
from store.rankings import lists
from store.rankings.filters import RankingFilter
from store.rankings.pagination import TrendingPagination
from store.rankings.scores import HALF_LIFE, PRIOR_RATINGS, trend_of
from store.rankings.serializers import (
    BestSellingProductSerializer,
    NewProductSerializer,
    TopRatedProductSerializer,
    TrendingProductSerializer,
    WindowSerializer,
)
from store.shared.filters import FilterWhenAsked
from store.shared.pagination import EnvelopePagination
from store.shared.scopes import PublicViewSet

ABOUT = (
    f" Only what is on public sale now, the first {lists.MOST_PLACES:,} at most. Of two "
    "with the same figure the newer product is first."
)


class RankingViewSet(PublicViewSet):
    """Products in the order of one ranking, with what each is ranked by."""

    model = Product
    serializer_class: type[Serializer]
    pagination_class = EnvelopePagination
    filter_backends = [FilterWhenAsked]
    filterset_class = RankingFilter

    def products(self) -> Any:
        return self.filter_queryset(self.get_queryset())

    def answer(self, rows: lists.Rows) -> Response:
        """A page of these keys and figures, as products with those figures."""
        page: Any = self.paginate_queryset(rows[: lists.MOST_PLACES])
        figures = {row.pop("pk"): self.figures(row) for row in page}
        shown = render_public(
            figures, self.request.build_absolute_uri, self.request.user
        )
        return self.get_paginated_response(
            [{**product, **figures[pk]} for pk, product in shown.items()]
        )

    def figures(self, row: dict[str, Any]) -> dict[str, Any]:
        """What is shown of the columns of a row."""
        return row


class NewProductsViewSet(RankingViewSet):
    serializer_class = NewProductSerializer

    @extend_schema(
        summary="List new products",
        description="By when they were published first, the newest first." + ABOUT,
    )
    def list(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(lists.newest(self.products()))


class BestSellersViewSet(RankingViewSet):
    serializer_class = BestSellingProductSerializer

    @extend_schema(
        summary="List best sellers",
        description=(
            "By units sold within the last `days`, today included. Cancelled and returned "
            "lines do not count. 400 on `days` for another window." + ABOUT
        ),
        parameters=[WindowSerializer],
    )
    def list(self, request: Request, **kwargs: Any) -> Response:
        asked = WindowSerializer(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        days = int(asked.validated_data["days"])
        return self.answer(lists.best_sellers(self.products(), days=days))


class TopRatedViewSet(RankingViewSet):
    serializer_class = TopRatedProductSerializer

    @extend_schema(
        summary="List top rated products",
        description=(
            f"By (C·m + n·average) / (C + n): n ratings of the product, m the average of all "
            f"ratings in the store, C = {PRIOR_RATINGS}." + ABOUT
        ),
    )
    def list(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(lists.top_rated(self.products()))


class TrendingViewSet(RankingViewSet):
    serializer_class = TrendingProductSerializer
    pagination_class = TrendingPagination

    @extend_schema(
        summary="List trending products",
        description=(
            "By orders, views, favourites and good ratings of the last weeks, which count "
            f"half after {HALF_LIFE} days. Where nothing trends, the best sellers of thirty "
            "days are shown, and where nothing was sold what is new: `ranked_by` says it."
            + ABOUT
        ),
    )
    def list(self, request: Request, **kwargs: Any) -> Response:
        ranking, rows = lists.trending_or_else(self.products())
        paginator: Any = self.paginator
        paginator.ranked_by = ranking
        return self.answer(rows)

    def figures(self, row: dict[str, Any]) -> dict[str, Any]:
        heat = row.get("heat")
        today = timezone.localdate()
        return {"trend_score": None if heat is None else trend_of(heat, today=today)}


RANKINGS: dict[str, type[RankingViewSet]] = {
    "new": NewProductsViewSet,
    "best-sellers": BestSellersViewSet,
    "top-rated": TopRatedViewSet,
    "trending": TrendingViewSet,
}
"""By the last part of their address."""
