"""How OPDS answers: its media types, what caches may keep, and the way to sign in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.module_loading import import_string
from rest_framework.authentication import BaseAuthentication
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from store.opds.choices import AUTH_DOCUMENT, AUTHENTICATION
from store.opds.feeds import authentication_document
from store.opds.renderers import (
    AuthenticationRenderer,
    FeedRenderer,
    PublicationRenderer,
)
from store.reading.views import AnyKind

KEPT_FOR = 60  # seconds
RENDERERS: dict[str, type[BaseRenderer]] = {
    "publication": PublicationRenderer,
    "authentication": AuthenticationRenderer,
}
"""By the action of a view; all others are feeds."""


class Opds(GenericViewSet):
    """One media type for each address, whatever is asked for; refusals are plain JSON."""

    content_negotiation_class = AnyKind
    renderer_classes = [FeedRenderer]

    def get_renderers(self) -> list[BaseRenderer]:
        return [RENDERERS.get(self.action or "", FeedRenderer)()]

    @property
    def host(self) -> str:
        return self.request.build_absolute_uri("/").removesuffix("/")

    @property
    def address(self) -> str:
        return self.host + self.request.path

    def handle_exception(self, exc: Exception) -> Response:
        response = super().handle_exception(exc)
        response.content_type = "application/json"
        return response


class PublicOpds(Opds):
    """The same for everybody: who asks is not looked at, so that caches may keep it."""

    authentication_classes = []

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Response:
        response = super().finalize_response(request, response, *args, **kwargs)
        if response.status_code < 400:
            patch_cache_control(response, public=True, max_age=KEPT_FOR)
        return response


class PersonalOpds(Opds):
    """For whoever signs in as reader apps do, or as everywhere."""

    def get_authenticators(self) -> list[BaseAuthentication]:
        """The first one says how in the header of a 401."""
        for_apps = import_string(settings.READER_APP_AUTHENTICATION)
        return [for_apps(), *super().get_authenticators()]

    def handle_exception(self, exc: Exception) -> Response:
        """Whoever is not signed in is told how an app does that."""
        response = super().handle_exception(exc)
        if response.status_code == 401:
            document = authentication_document(self.host)
            response.data = document
            response.content_type = AUTHENTICATION
            response["Link"] = (
                f'<{document["id"]}>; rel="{AUTH_DOCUMENT}"; type="{AUTHENTICATION}"'
            )
        return response

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Response:
        response = super().finalize_response(request, response, *args, **kwargs)
        # Of an answer an app may keep a copy, and asks each time whether it still holds.
        kept = {"no_cache": True} if response.status_code < 400 else {"no_store": True}
        patch_cache_control(response, private=True, **kept)
        patch_vary_headers(response, ["Authorization", "Cookie"])
        return response
