"""`/auth/jwt/`: signing in, staying signed in, signing out."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import NotAuthenticated
from rest_framework.generics import GenericAPIView
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework_simplejwt import views
from rest_framework_simplejwt.exceptions import InvalidToken, TokenError

from core.sessions.serializers import (
    RefreshSerializer,
    SignInSerializer,
    SignOutSerializer,
    VerifySerializer,
)
from core.sessions.services import (
    end_session_of,
    end_sessions,
    sign_out_everywhere,
)
from core.sessions.tokens import session_of
from core.throttling import LimitsGuesses


class SignInView(LimitsGuesses, views.TokenViewBase):
    serializer_class = SignInSerializer
    limits = ("sign-in",)


class RefreshView(LimitsGuesses, views.TokenViewBase):
    serializer_class = RefreshSerializer
    limits = ("token",)


class VerifyView(LimitsGuesses, views.TokenViewBase):
    serializer_class = VerifySerializer
    limits = ("token",)


class SignOutView(LimitsGuesses, GenericAPIView):
    """Of the refresh token in the body, or of the access token that asks."""

    serializer_class = SignOutSerializer
    permission_classes = [AllowAny]
    limits = ("token",)

    def perform_authentication(self, request: Request) -> None:
        """Later, if at all: whoever brings a refresh token may bring a stale access token."""

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        if refresh := serializer.validated_data.get("refresh"):
            try:
                end_session_of(text=refresh)
            except TokenError as error:
                raise InvalidToken(error.args[0]) from error
        elif getattr(request.user, "pk", None) is None:
            raise NotAuthenticated
        elif session := session_of(request.auth):
            end_sessions(user=request.user, only=session)
        return Response(status=status.HTTP_204_NO_CONTENT)


class SignOutEverywhereView(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(request=None, responses={204: None})
    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        if request.user.pk is not None:
            sign_out_everywhere(user=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)
