"""Simplejwt's refresh token, as one link in the chain of a session."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid5

from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken

SESSION_CLAIM = "sid"
ADOPTED = UUID("6b0f3a36-5a0e-4c4e-9d43-5b1b2f6c1d0e")


class SessionToken(RefreshToken):
    """Written down only once it is used, on simplejwt's blacklist.

    Simplejwt keeps the text of every good token as well: whoever read the database could
    sign in with them.
    """

    @classmethod
    def for_session(cls, *, user_id: int, session_id: UUID) -> SessionToken:
        token = cls()
        token["user_id"] = str(user_id)
        token[SESSION_CLAIM] = str(session_id)
        return token

    @property
    def session_id(self) -> UUID:
        """Of the claim; a token from before sessions is adopted under a fixed id."""
        if SESSION_CLAIM in self:
            return UUID(self[SESSION_CLAIM])
        return uuid5(ADOPTED, self["jti"])

    @property
    def access_token(self) -> AccessToken:
        """Simplejwt's; it counts the end from one moment and the beginning from another."""
        access = super().access_token
        access.set_iat(at_time=self.current_time)
        return access

    @property
    def is_used(self) -> bool:
        try:
            super().check_blacklist()
        except TokenError:
            return True
        return False


class AnySessionToken(SessionToken):
    """Signed by us and not expired; it may have been used already."""

    def check_blacklist(self) -> None:
        """Left to the caller, who knows how long ago that was."""


def session_of(token: Any) -> Any:
    """The session id an access token names; None for one made without a session."""
    return None if token is None else token.get(SESSION_CLAIM)
