"""HTTP Basic with an app password, for the few views that name this class."""

from __future__ import annotations

from typing import Any

from rest_framework.authentication import BasicAuthentication
from rest_framework.exceptions import AuthenticationFailed, Throttled
from rest_framework.request import Request

from core.app_passwords.models import AppPassword
from core.app_passwords.services import find_app_password, note_use
from core.throttling import Limit, client_address, fold, limits_of

SCOPE = "app-password"


class AppPasswordAuthentication(BasicAuthentication):
    """A username or e-mail address, and an app password: never the account's own.

    Guesses are counted before they are looked at, and given back when they are right.
    """

    www_authenticate_realm = "Reader apps"

    def authenticate_header(self, request: Request) -> str:
        return f'{super().authenticate_header(request)}, charset="UTF-8"'

    def authenticate_credentials(  # type: ignore[override]
        self, userid: str, password: str, request: Request | None = None
    ) -> tuple[Any, AppPassword]:
        limits = count_guess(userid, request)
        found = find_app_password(name=userid, secret=password)
        if found is None:
            raise AuthenticationFailed("Wrong name or app password.")
        for limit in limits:
            limit.give_back()
        note_use(password=found)
        return found.user, found


def count_guess(name: str, request: Request | None) -> list[Limit]:
    """The limits in which it counts now. Raises Throttled."""
    limits = limits_of(SCOPE)
    for limit in limits:
        address = [] if request is None else [client_address(request)]
        named = [f"named {fold(name)}"]
        if not limit.allow(address if limit.kind == "address" else named):
            raise Throttled(limit.wait())
    return limits
