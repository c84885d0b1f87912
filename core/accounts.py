"""Finding accounts by what people type, and who may change which."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils.module_loading import import_string

ERASED_DOMAIN = "erased.invalid"


def account_with(*, email: str, **conditions: Any) -> Any:
    """The active account of an address. Raises User.DoesNotExist.

    Compared here once more: MariaDB finds `josé` for `jose`, who is somebody else.
    """
    users = get_user_model().objects.filter(is_active=True, **conditions)
    user = users.get(email=email.lower())
    if user.email != email.lower():
        raise get_user_model().DoesNotExist
    return user


def is_staff(user: Any) -> bool:
    """Whether the account may see everybody else's, as `STAFF_CHECK` of the project says."""
    return import_string(settings.STAFF_CHECK)(user)


def may_change(*, by: Any, account: Any) -> bool:
    """Oneself; customers; staff only for a superuser.

    Whoever writes the address of an account is mailed its next password, and has its rights.
    """
    privileged = account.is_staff or account.is_superuser
    return by.is_superuser or by.pk == account.pk or not privileged


def is_erased(user: Any) -> bool:
    """Nobody can get here by choosing a name: such an account is in use."""
    return (
        not user.is_active
        and not user.has_usable_password()
        and user.email.endswith(f"@{ERASED_DOMAIN}")
    )


def lock_account(*, pk: int) -> Any:
    """The row, locked until the transaction ends. Raises User.DoesNotExist when erased."""
    users = get_user_model()
    user = users.objects.select_for_update().get(pk=pk)
    if is_erased(user):
        raise users.DoesNotExist
    return user
