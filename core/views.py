"""Accounts over HTTP: djoser's, with the gaps closed."""

from typing import Any

from djoser.views import UserViewSet as DjoserUserViewSet
from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from core.models import User


class UserViewSet(DjoserUserViewSet):
    """Somebody else's account is a 404 for every verb; djoser's DELETE says 403."""

    queryset = User.objects.order_by("id")

    def get_object(self) -> User:
        """The account in the URL; at `me/`, which OPTIONS asks about too, one's own."""
        if self.lookup_field in self.kwargs:
            return super().get_object()
        return self.get_instance()

    def permission_denied(self, request: Request, **kwargs: Any) -> None:
        if self.action == "destroy" and request.user.is_authenticated:
            raise NotFound
        super().permission_denied(request, **kwargs)
