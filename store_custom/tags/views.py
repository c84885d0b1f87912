"""Tags over HTTP."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from store.shared.ordering import StableOrderingFilter
from store.shared.pagination import EnvelopePagination
from store.shared.search import WordSearchFilter
from store_custom.tags import services
from store_custom.tags.scopes import PublicTagsViewSet, TagsOfProductViewSet
from store_custom.tags.serializers import ProductTagsSerializer, TagSerializer
from tags.models import Tag, TaggedItem


@extend_schema(parameters=[OpenApiParameter("product_pk", int, OpenApiParameter.PATH)])
class ProductTagsViewSet(TagsOfProductViewSet):
    """`products/{id}/tags/`."""

    model = TaggedItem
    serializer_class = ProductTagsSerializer

    @extend_schema(
        summary="Read the tags of a product",
        description="Their labels, the oldest on the product first.",
    )
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        items = self.get_queryset().order_by("pk")
        return Response({"tags": list(items.values_list("tag__label", flat=True))})

    @extend_schema(
        summary="Set the tags of a product",
        description=(
            "By staff, or an owner or manager of the product's approved vendor. The product "
            "has the labels that are sent and no others; one that there is in another case "
            "already is used as it is."
        ),
    )
    def update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        services.set_tags(
            product=self.product, labels=serializer.validated_data["tags"]
        )
        return self.retrieve(request)


@extend_schema_view(
    list=extend_schema(
        summary="List the tags of the catalogue",
        description=(
            "Tags of products on public sale, by label, with how many these are. "
            "`products/?tag=` finds them."
        ),
    )
)
class TagViewSet(PublicTagsViewSet, ListModelMixin):
    """`tags/`."""

    model = Tag
    serializer_class = TagSerializer
    pagination_class = EnvelopePagination
    filter_backends = [WordSearchFilter, StableOrderingFilter]
    search_fields = ["label"]
    ordering_fields = ["label"]
    ordering = ["label"]
