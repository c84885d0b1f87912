"""Djoser's mails, sent like every other mail: after the commit, by a worker."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from djoser import email
from djoser.conf import settings as djoser_settings

from core.accounts import account_with
from core.mail.letters import Letter, letter
from core.mail.services import queue_mail


class Queued(email.BaseDjoserEmail):
    def send(self, to: list[str], *args: Any, **kwargs: Any) -> None:
        self.render()
        words = {"subject": self.subject, "text": self.body, "html": self.html or ""}
        queue_mail(
            kind="rendered", key=f"account:{uuid4()}", context={"to": to, **words}
        )


class Now:
    """Djoser's words as a letter, without sending it."""

    def letter_to(self, user: Any) -> Letter:
        self.render()  # type: ignore[attr-defined]
        return Letter(
            to=[user.email],
            subject=self.subject,  # type: ignore[attr-defined]
            text=self.body,  # type: ignore[attr-defined]
            html=self.html or "",  # type: ignore[attr-defined]
        )


class PasswordLink(Now, email.PasswordResetEmail):
    pass


class UsernameLink(Now, email.UsernameResetEmail):
    pass


@letter("password_link", secret=True)
def password_link(email: str) -> Letter:
    """Raises User.DoesNotExist."""
    user = account_with(email=email)
    return PasswordLink(context={"user": user}).letter_to(user)


@letter("username_link", secret=True)
def username_link(email: str) -> Letter:
    """Raises User.DoesNotExist."""
    user = account_with(email=email)
    return UsernameLink(context={"user": user}).letter_to(user)


@letter("rendered", secret=True)
def rendered(**parts: Any) -> Letter:
    """A letter whose words were known when it was queued; they go when it is sent."""
    return Letter(**parts)


class ActivationTokens(PasswordResetTokenGenerator):
    """Of their own: a link for a password must not bring back whom staff have closed out."""

    key_salt = "core.mail.accounts.ActivationTokens"


activation_tokens = ActivationTokens()


class ActivationEmail(Queued, email.ActivationEmail):
    def get_context_data(self) -> dict[str, Any]:
        context = super().get_context_data()
        token = activation_tokens.make_token(context["user"])
        url = djoser_settings.ACTIVATION_URL.format(uid=context["uid"], token=token)
        return {**context, "token": token, "url": url}


class ConfirmationEmail(Queued, email.ConfirmationEmail):
    pass
