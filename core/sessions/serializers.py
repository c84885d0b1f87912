"""Tokens in and out."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import update_last_login
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework_simplejwt import serializers as jwt
from rest_framework_simplejwt.exceptions import InvalidToken
from rest_framework_simplejwt.tokens import UntypedToken

from core.sessions.models import Session
from core.sessions.services import rotate_token, start_session
from core.sessions.tokens import session_of


class SignInSerializer(jwt.TokenObtainSerializer):
    """A username or an e-mail address, and the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[self.username_field].help_text = "The username or the e-mail."
        self.fields["email"] = serializers.CharField(
            write_only=True, required=False, help_text="Instead of `username`."
        )

    def to_internal_value(self, data: Any) -> Any:
        if hasattr(data, "get") and data.get("email") and not data.get("username"):
            data = {**dict(data.items()), "username": data["email"]}
        return super().to_internal_value(data)

    def validate(self, attrs: dict[str, Any]) -> dict[str, str]:
        super().validate(attrs)
        device = self.context["request"].META.get("HTTP_USER_AGENT", "")
        refresh = start_session(user=self.user, device=device)
        update_last_login(get_user_model(), self.user)  # type: ignore[arg-type]
        return {"refresh": str(refresh), "access": str(refresh.access_token)}


class RefreshSerializer(serializers.Serializer):
    refresh = serializers.CharField()
    access = serializers.CharField(read_only=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, str]:
        token = rotate_token(text=attrs["refresh"])
        return {"access": str(token.access_token), "refresh": str(token)}


class VerifySerializer(jwt.TokenVerifySerializer):
    """Simplejwt's; the token of a session that has ended is not valid either."""

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        token = UntypedToken(attrs["token"])
        session = session_of(token)
        alive = session is None or Session.objects.alive().filter(pk=session).exists()
        if not alive:
            raise InvalidToken("The session of this token has ended.")
        return super().validate(attrs)


@extend_schema_serializer(
    examples=[OpenApiExample("This device", {"refresh": "eyJ…"}, request_only=True)]
)
class SignOutSerializer(serializers.Serializer):
    refresh = serializers.CharField(
        required=False,
        help_text="Of the session to end. Left out: that of the access token.",
    )
