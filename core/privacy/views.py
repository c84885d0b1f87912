"""One's own data over HTTP: taking it along, and having it erased."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import FileResponse
from django.utils import timezone
from django.utils.text import get_valid_filename
from djoser.views import UserViewSet as DjoserUserViewSet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from core.accounts import lock_account
from core.privacy.erase import erase_person
from core.privacy.export import export_person


class PersonalDataMixin(DjoserUserViewSet):
    """Export and erasure, for the viewset of accounts."""

    def perform_content_negotiation(
        self, request: Request, force: bool = False
    ) -> tuple[Any, str]:
        """A download is what it is, whatever `Accept` says; its errors are JSON then."""
        return super().perform_content_negotiation(
            request, force or self.action == "export"
        )

    @extend_schema(
        summary="Take your data along",
        description=(
            "Everything the store holds about you, as a ZIP: `data.json`, a list of rows "
            "for each kind of data with every column that is yours, and the files you "
            "uploaded below `files/`. No password, no sign-in links."
        ),
        responses={
            (200, "application/zip"): OpenApiResponse(
                OpenApiTypes.BINARY,
                description="`storefront-<username>-<date>.zip`, not to be cached.",
            )
        },
    )
    @action(["get"], detail=False, url_path="me/export")
    def export(self, request: Request, *args: Any, **kwargs: Any) -> FileResponse:
        user = request.user
        if user.pk is None:
            raise NotFound
        name = f"storefront-{user.get_username()}-{timezone.now():%Y-%m-%d}.zip"
        return FileResponse(
            export_person(user=user),
            as_attachment=True,
            filename=get_valid_filename(name),
            content_type="application/zip",
            headers={"Cache-Control": "no-store"},
        )

    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Needs `current_password`, as djoser's does; orders stay, without the person."""
        user = self.get_object()
        serializer = self.get_serializer(user, data=request.data)
        serializer.is_valid(raise_exception=True)
        erase_person(user=user)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @transaction.atomic
    def perform_update(self, serializer: Any, *args: Any, **kwargs: Any) -> None:
        """Waits for an erasure, and is a 404 then: a save would bring the person back."""
        lock_account(pk=serializer.instance.pk)
        super().perform_update(serializer, *args, **kwargs)
