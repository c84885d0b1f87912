"""What this app and Django itself hold about a person."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session as BrowserSession
from django.utils.crypto import get_random_string
from rest_framework_simplejwt.token_blacklist.models import (
    BlacklistedToken,
    OutstandingToken,
)

from core.accounts import ERASED_DOMAIN
from core.models import AppPassword, Code, KeyedRequest, Mail, Session, User
from core.privacy.mails import forget_mails, mails_of
from core.privacy.registry import Keep, PersonalData, Rows, delete, register


def blank_account(rows: Rows, user: User) -> None:
    """An account that nobody can use, and that says nothing of whose it was."""
    user.first_name = user.last_name = ""
    user.username = name = free_name(user)
    user.email = f"{name}@{ERASED_DOMAIN}"
    user.is_email_verified = False
    user.phone_number = ""
    user.profile_image = ""
    user.last_login = None
    user.is_active = user.is_staff = user.is_superuser = False
    user.set_unusable_password()
    user.save()


def free_name(user: User) -> str:
    """`erased-<pk>`, unless somebody took that name for themselves."""
    name = f"erased-{user.pk}"
    others = User.objects.exclude(pk=user.pk)
    taken = (
        others.filter(username=name) | others.filter(email=f"{name}@{ERASED_DOMAIN}")
    ).exists()
    return f"{name}-{get_random_string(12).lower()}" if taken else name


def browser_sessions_of(user: Any) -> Rows:
    """Found by reading each: a session is not asked whose it is by the database."""
    keys = [
        session.pk
        for session in BrowserSession.objects.iterator()
        if session.get_decoded().get("_auth_user_id") == str(user.pk)
    ]
    return BrowserSession.objects.filter(pk__in=keys)


register(
    PersonalData(
        "account",
        User,
        rows=lambda user: User.objects.filter(pk=user.pk),
        on_erase=blank_account,
        hidden=frozenset({"password"}),
    ),
    PersonalData(
        "groups",
        User.groups.through,
        rows=lambda user: User.groups.through.objects.filter(user=user),
        on_erase=delete,
        named=frozenset({"group"}),
    ),
    PersonalData(
        "permissions",
        User.user_permissions.through,
        rows=lambda user: User.user_permissions.through.objects.filter(user=user),
        on_erase=delete,
        named=frozenset({"permission"}),
    ),
    PersonalData(
        "browser_sessions",
        BrowserSession,
        rows=browser_sessions_of,
        on_erase=delete,
        hidden=frozenset({"session_key", "session_data"}),
    ),
    PersonalData(
        "sessions",
        Session,
        rows=lambda user: Session.objects.filter(user=user.pk),
        on_erase=delete,
        hidden=frozenset({"jti", "previous_jti"}),
        in_admin_log=False,
    ),
    PersonalData(
        "app_passwords",
        AppPassword,
        rows=lambda user: AppPassword.objects.filter(user=user.pk),
        on_erase=delete,
        hidden=frozenset({"digest"}),
        in_admin_log=False,
    ),
    PersonalData(
        "codes",
        Code,
        rows=lambda user: Code.objects.filter(user=user.pk),
        on_erase=delete,
        hidden=frozenset({"digest"}),
        in_admin_log=False,
    ),
    PersonalData(
        "keyed_requests",
        KeyedRequest,
        rows=lambda user: KeyedRequest.objects.filter(user=user.pk),
        on_erase=delete,
        # What was answered is exported where it is kept for good.
        hidden=frozenset({"digest", "fingerprint", "headers", "body"}),
        in_admin_log=False,
    ),
    PersonalData(
        "refreshes",
        OutstandingToken,
        rows=lambda user: OutstandingToken.objects.filter(user=user.pk).order_by("pk"),
        on_erase=delete,
        hidden=frozenset({"jti", "token"}),
        in_admin_log=False,
    ),
    PersonalData(
        "used_tokens",
        BlacklistedToken,
        rows=lambda user: BlacklistedToken.objects.filter(token__user=user.pk).order_by(
            "pk"
        ),
        on_erase=delete,
        in_admin_log=False,
    ),
    PersonalData(
        "mails",
        Mail,
        rows=mails_of,
        on_erase=forget_mails,
        # Links that sign somebody in, and the addresses of others.
        hidden=frozenset(
            {"key", "context", "recipients", "last_error", "next_attempt_at"}
        ),
        in_admin_log=False,
    ),
    PersonalData(
        "admin_log",
        LogEntry,
        rows=lambda user: LogEntry.objects.filter(user=user).order_by("pk"),
        on_erase=Keep("It is the store's record of who changed what in the admin."),
        # What was changed may be somebody else's.
        hidden=frozenset({"object_repr", "change_message"}),
        named=frozenset({"content_type"}),
    ),
)
