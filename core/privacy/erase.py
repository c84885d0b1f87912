"""Forgetting a person."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from core.accounts import lock_account
from core.models import Mail, User
from core.privacy.audit import forget_in_admin_log
from core.privacy.registry import Keep, entries, guards


def erase_person(*, user: Any) -> None:
    """Erase what is held about the person; the account too, when nothing needs it.

    In a transaction by `RETRIED_TRANSACTION`, for it locks rows from many sides. Raises
    what a guard raises, and User.DoesNotExist when somebody else was faster: the row of
    the account is locked until the end. Files go after the commit.
    """
    retried = import_string(settings.RETRIED_TRANSACTION)
    retried(erase_at_once)(user=user)


def erase_at_once(*, user: Any) -> None:
    user = lock_account(pk=user.pk)
    for guard in guards():
        guard(user)
    forget_in_admin_log(user)
    if not erase_rows(user):
        user.delete()


def erase_rows(user: User) -> bool:
    """What each entry says, the account last. Returns whether something was kept."""
    kept = False
    backwards = entries()[::-1]
    # Mails first: what they are about must still be there to be asked.
    for entry in sorted(backwards, key=lambda entry: entry.model is not Mail):
        rows = entry.rows(user)
        if isinstance(entry.on_erase, Keep):
            kept = kept or rows.exists()
            if entry.on_erase.blank is not None:
                entry.on_erase.blank(rows, user)
        else:
            entry.on_erase(rows, user)
    return kept
