"""Finding accounts by what people type."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model


def account_with(*, email: str, **conditions: Any) -> Any:
    """The active account of an address. Raises User.DoesNotExist.

    Compared here once more: MariaDB finds `josé` for `jose`, who is somebody else.
    """
    users = get_user_model().objects.filter(is_active=True, **conditions)
    user = users.get(email=email.lower())
    if user.email != email.lower():
        raise get_user_model().DoesNotExist
    return user
