"""Rows come from scopes, and from nowhere else."""

from __future__ import annotations

import inspect

import pytest
from rest_framework import mixins, serializers
from rest_framework.relations import ManyRelatedField, RelatedField
from rest_framework.routers import APIRootView

from store.payments.webhooks import ChargilyWebhookView
from store.shared.scopes import BearerViewSet, ScopedViewSet
from tests.architecture.routes import api_views

# They show no rows.
ROWLESS = (APIRootView, ChargilyWebhookView)
VIEWS = sorted(
    (view for view in api_views() if not issubclass(view, ROWLESS)),
    key=lambda view: view.__name__,
)
MIXINS = (
    mixins.CreateModelMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    mixins.UpdateModelMixin,
    mixins.DestroyModelMixin,
)
# Relations to public data that a writer may choose among freely, and scoped ones. (Genres,
# public too, are no relation to DRF: `GenresField` finds all of a list at once.)
WRITABLE_RELATIONS = {
    ("ProductSerializer", "collection"),
    ("ProductSerializer", "vendor_id"),
    ("VendorProductSerializer", "collection"),
    ("StorePromotionSerializer", "vendor_id"),
    ("StoreCouponSerializer", "vendor_id"),
}


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.__name__)
def test_every_endpoint_takes_its_rows_from_a_scope(view: type) -> None:
    assert issubclass(view, ScopedViewSet)
    own = [
        name
        for cls in view.__mro__
        if cls.__name__.endswith("ViewSet") and cls.__module__.endswith(".views")
        for name in ("queryset", "get_queryset")
        if name in vars(cls)
    ]
    assert own == []


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.__name__)
def test_the_scope_stands_before_the_verbs(view: type) -> None:
    order = view.__mro__
    last_scope = max(
        index
        for index, cls in enumerate(order)
        if cls.__module__.endswith(".scopes") or cls is ScopedViewSet
    )
    verbs = [index for index, cls in enumerate(order) if cls in MIXINS]
    assert all(index > last_scope for index in verbs)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.__name__)
def test_a_bearer_scope_has_no_list(view: type) -> None:
    if issubclass(view, BearerViewSet):
        assert not hasattr(view, "list")


def store_serializers() -> list[type[serializers.ModelSerializer]]:
    found, queue = [], [serializers.ModelSerializer]
    while queue:
        for cls in queue.pop().__subclasses__():
            queue.append(cls)
            if cls.__module__.startswith(("store.", "core.")):
                found.append(cls)
    return found


@pytest.mark.django_db
def test_no_serializer_offers_a_relation_that_was_not_thought_about() -> None:
    writable = {
        (cls.__name__, name)
        for cls in store_serializers()
        for name, field in cls().get_fields().items()
        if isinstance(field, RelatedField | ManyRelatedField) and not field.read_only
    }

    assert writable == WRITABLE_RELATIONS


def test_every_serializer_lists_its_fields() -> None:
    for cls in store_serializers():
        assert cls.Meta.fields != "__all__", cls


def test_scopes_live_in_files_called_scopes() -> None:
    for cls in ScopedViewSet.__subclasses__():
        assert inspect.getfile(cls).endswith(("scopes.py", "views.py"))
