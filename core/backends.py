"""Signing in by username or e-mail address."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.db.models import Q
from django.http import HttpRequest


class UsernameOrEmailBackend(ModelBackend):
    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> Any:
        """The active account of that name or address, if the password is its own.

        A username may look like somebody else's address; each is asked for its password,
        the username first.
        """
        if username is None or password is None:
            return None
        accounts = accounts_called(username)
        for user in accounts:
            if user.check_password(password) and self.user_can_authenticate(user):
                return user
        if not accounts:
            # As much work as for an account that exists.
            get_user_model()().set_password(password)
        return None


def accounts_called(name: str) -> list[Any]:
    """Compared here once more: MariaDB finds `josé` for `jose`."""
    email = name.lower()
    found = get_user_model().objects.filter(Q(username=name) | Q(email=email))
    same = [user for user in found if name == user.username or email == user.email]
    return sorted(same, key=lambda user: user.username != name)
