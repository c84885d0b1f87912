"""Signing in and out."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.settings import api_settings
from rest_framework_simplejwt.utils import datetime_from_epoch

from core.accounts import lock_account
from core.app_passwords.models import AppPassword
from core.sessions.models import Session
from core.sessions.tokens import SESSION_CLAIM, AnySessionToken, SessionToken


def start_session(*, user: Any, device: str = "") -> SessionToken:
    """A new sign-in. Returns its refresh token."""
    session = Session(user=user, device=device[:200])
    token = SessionToken.for_session(user_id=user.pk, session_id=session.pk)
    session.jti = token["jti"]
    session.expires_at = datetime_from_epoch(token["exp"])
    session.save(force_insert=True)
    return token


def rotate_token(*, text: str) -> SessionToken:
    """The next refresh token of a session, in exchange for the one that is good now.

    Of two tabs that refresh at once one rotates and the other, within the grace period,
    is handed the very same successor. A token that comes back later was copied: its
    session ends, for the thief and for the owner. Raises TokenError.
    """
    token = AnySessionToken(text)  # type: ignore[arg-type]
    with transaction.atomic():
        session = lock_session(token)
        if not token.is_used:
            move_on(session, token)
        elif is_within_grace(session, token):
            become_current(session, token)
        else:
            session.ended_at = timezone.now()
            session.save(update_fields=["ended_at"])
    if session.ended_at:
        raise TokenError("Token is blacklisted")
    return token


def lock_session(token: AnySessionToken) -> Session:
    """The session of a token, held until the end of the transaction. Raises TokenError."""
    sessions = Session.objects.select_for_update().filter(user__is_active=True)
    if SESSION_CLAIM not in token:
        adopt(token)
    session = sessions.alive().filter(pk=token.session_id).first()
    if session is None or str(session.user_id) != str(token["user_id"]):
        raise TokenError("Token is blacklisted")
    return session


def adopt(token: AnySessionToken) -> None:
    """Give a session to a token that was made without one, by an older version."""
    user_id = token.get(api_settings.USER_ID_CLAIM)
    if not get_user_model().objects.filter(pk=user_id).exists():
        return
    expires_at = datetime_from_epoch(token["exp"])
    Session.objects.get_or_create(
        pk=token.session_id,
        defaults={"user_id": user_id, "jti": token["jti"], "expires_at": expires_at},
    )


def move_on(session: Session, token: SessionToken) -> None:
    token.blacklist()
    session.previous_jti, session.jti = token["jti"], uuid4().hex
    # Whole seconds: the successor can be written again from this row alone.
    session.rotated_at = timezone.now().replace(microsecond=0)
    become_current(session, token)
    session.expires_at = datetime_from_epoch(token["exp"])
    session.save()


def become_current(session: Session, token: SessionToken) -> None:
    """Turn the token into the one that is good now, to the letter."""
    token[SESSION_CLAIM] = str(session.pk)
    token["jti"] = session.jti
    token.set_iat(at_time=session.rotated_at)
    token.set_exp(from_time=session.rotated_at)


def is_within_grace(session: Session, token: SessionToken) -> bool:
    grace = timedelta(seconds=settings.JWT_REFRESH_GRACE_SECONDS)
    just_rotated = timezone.now() - session.rotated_at <= grace
    return just_rotated and token["jti"] == session.previous_jti


@transaction.atomic
def end_session_of(*, text: str) -> None:
    """Sign out the device that holds this refresh token. Raises TokenError.

    One that was signed out already stays so.
    """
    token = AnySessionToken(text)  # type: ignore[arg-type]
    # The session first, as a refresh does it: two orders of locking would be a deadlock.
    session = Session.objects.select_for_update().filter(pk=token.session_id)
    for row in session:
        row.ended_at = row.ended_at or timezone.now()
        row.save(update_fields=["ended_at"])
    if not token.is_used:
        token.blacklist()


def end_sessions(*, user: Any, keep: Any = None, only: Any = None) -> int:
    """Sign a user out everywhere, but for the session `keep`. Returns of how many."""
    sessions = Session.objects.alive().filter(user_id=user.pk)
    if keep is not None:
        sessions = sessions.exclude(pk=keep)
    if only is not None:
        sessions = sessions.filter(pk=only)
    return sessions.update(ended_at=timezone.now())


def sign_out_everywhere(*, user: Any, keep: Any = None) -> int:
    """End the sessions, but for `keep`, and the app passwords. Returns how many.

    The sessions first: who makes an app password meanwhile holds the one that asks.
    """
    with transaction.atomic():
        ended = end_sessions(user=user, keep=keep)
        return ended + AppPassword.objects.filter(user_id=user.pk).delete()[0]


def change_password(*, user: Any, password: str, keep: Any = None) -> None:
    """A new password ends every session but the one it was changed in, and app passwords.

    Raises User.DoesNotExist when the person was erased meanwhile.
    """
    with transaction.atomic():
        user = lock_account(pk=user.pk)
        user.set_password(password)
        user.save(update_fields=["password"])
        sign_out_everywhere(user=user, keep=keep)


def delete_expired_sessions(*, now: datetime | None = None) -> int:
    expired = Session.objects.filter(expires_at__lt=now or timezone.now())
    return expired.delete()[0]
