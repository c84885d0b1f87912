"""Accounts over HTTP: djoser's, with the gaps closed."""

from typing import Any

from djoser.views import UserViewSet as DjoserUserViewSet
from rest_framework.exceptions import NotFound
from rest_framework.request import Request


class UserViewSet(DjoserUserViewSet):
    """Somebody else's account is a 404 for every verb; djoser's DELETE says 403."""

    def permission_denied(self, request: Request, **kwargs: Any) -> None:
        if self.action == "destroy" and request.user.is_authenticated:
            raise NotFound
        super().permission_denied(request, **kwargs)
