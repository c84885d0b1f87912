"""Accounts over HTTP: djoser's, with the gaps closed."""

from typing import Any

from djoser.views import UserViewSet as DjoserUserViewSet
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response

from core.models import User

HIDDEN = {"list", "retrieve", "update", "partial_update", "destroy"}


class UserViewSet(DjoserUserViewSet):
    """Somebody else's account is a 404 for every verb; djoser's DELETE says 403."""

    queryset = User.objects.order_by("id")

    def get_object(self) -> User:
        """The account in the URL; at `me/`, which OPTIONS asks about too, one's own."""
        if self.lookup_field in self.kwargs:
            return super().get_object()
        return self.get_instance()

    def permission_denied(self, request: Request, **kwargs: Any) -> None:
        if self.action in HIDDEN and getattr(request.user, "is_authenticated", False):
            raise NotFound
        # Djoser's own version asks the same of anything that stands in request.user.
        super(DjoserUserViewSet, self).permission_denied(request, **kwargs)

    @action(["get", "put", "patch", "delete"], detail=False)
    def me(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Djoser's, for HEAD too; a user that was never saved has nothing to change."""
        if request.method in SAFE_METHODS:
            return self.retrieve(request, *args, **kwargs)
        if request.user.pk is None:
            raise NotFound
        return super().me(request, *args, **kwargs)
