"""Routes of the store that tags and likes bring; an app that is not installed brings none."""

from django.apps import apps
from django.urls import path
from rest_framework.urlpatterns import format_suffix_patterns

routes = []
# Imported late: a model of an app that is not installed cannot be imported.
if apps.is_installed("likes"):
    from store_custom.likes.views import CommentLikeViewSet, ProductLikeViewSet

    routes += [
        path(
            "products/<product_pk>/like/",
            ProductLikeViewSet.as_view(
                {"get": "retrieve", "put": "update", "delete": "destroy"}
            ),
            name="product-like",
        ),
        path(
            "products/<product_pk>/comments/<pk>/like/",
            CommentLikeViewSet.as_view({"put": "update", "delete": "destroy"}),
            name="comment-like",
        ),
    ]
if apps.is_installed("tags"):
    from store_custom.tags.views import ProductTagsViewSet, TagViewSet

    routes += [
        path("tags/", TagViewSet.as_view({"get": "list"}), name="tags"),
        path(
            "products/<product_pk>/tags/",
            ProductTagsViewSet.as_view({"get": "retrieve", "put": "update"}),
            name="product-tags",
        ),
    ]

urlpatterns = format_suffix_patterns(routes)
