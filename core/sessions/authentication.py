"""Who sends an access token."""

from __future__ import annotations

from typing import Any

from rest_framework_simplejwt.authentication import JWTAuthentication
from rest_framework_simplejwt.exceptions import InvalidToken
from rest_framework_simplejwt.settings import api_settings
from rest_framework_simplejwt.tokens import Token

from core.sessions.tokens import session_of


class SessionJWTAuthentication(JWTAuthentication):
    """Simplejwt's; an access token dies with its session, not a day later.

    User and session are one query. A token made in code by `AccessToken.for_user` belongs
    to no session and lives its day.
    """

    def get_user(self, validated_token: Token) -> Any:
        session = session_of(validated_token)
        if session is None:
            return super().get_user(validated_token)
        user = self.user_model.objects.filter(
            pk=validated_token[api_settings.USER_ID_CLAIM],
            is_active=True,
            sessions__pk=session,
            sessions__ended_at=None,
        ).first()
        if user is None:
            raise InvalidToken("The session of this token has ended.")
        return user
