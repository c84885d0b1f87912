"""`/auth/app-passwords/`: one's own."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.mixins import DestroyModelMixin, ListModelMixin
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from core.app_passwords.serializers import (
    AppPasswordSerializer,
    NewAppPasswordSerializer,
)
from core.app_passwords.services import MOST, make_app_password
from core.models import AppPassword
from core.sessions.tokens import session_of


class AppPasswordViewSet(ListModelMixin, DestroyModelMixin, GenericViewSet):
    """A foreign one is a 404."""

    queryset = AppPassword.objects.none()
    serializer_class = AppPasswordSerializer
    permission_classes = [IsAuthenticated]
    pagination_class = None
    lookup_value_regex = r"\d{1,18}"

    def get_queryset(self) -> Any:
        return AppPassword.objects.filter(user=self.request.user.pk)

    @extend_schema(
        summary="List your app passwords",
        description="Which there are and when they were used, never what they are.",
    )
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)

    @extend_schema(
        summary="Make an app password",
        description=(
            "For an app that signs in by HTTP Basic, with the username or e-mail address "
            "and this: it opens the library at `/opds/library/` and nothing else. The "
            f"password is in this answer and never again. 409 `too_many_app_passwords` "
            f"with {MOST}."
        ),
        responses={201: NewAppPasswordSerializer},
    )
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        made, secret = make_app_password(
            user=request.user,
            name=serializer.validated_data["name"],
            session=session_of(request.auth),
        )
        body = {**AppPasswordSerializer(made).data, "password": secret}
        headers = {"Cache-Control": "no-store"}
        return Response(body, status=status.HTTP_201_CREATED, headers=headers)

    @extend_schema(
        summary="Revoke an app password",
        description="Requests with it are a 401 from now on.",
        parameters=[OpenApiParameter("id", int, OpenApiParameter.PATH)],
    )
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().destroy(request, *args, **kwargs)
