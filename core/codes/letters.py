"""The mails that carry a code. It is made when the mail is written, and kept as a digest."""

from __future__ import annotations

from typing import Any

from core.accounts import account_with
from core.codes.models import Purpose
from core.codes.services import issue_code
from core.mail.letters import Letter, letter, render_letter


@letter("email_code", secret=True)
def email_code(email: str) -> Letter:
    """Raises User.DoesNotExist: nobody has the address, or it is verified."""
    user = account_with(email=email, is_email_verified=False)
    return letter_with_code("email_code", user, Purpose.VERIFY_EMAIL)


@letter("password_code", secret=True)
def password_code(email: str) -> Letter:
    """Raises User.DoesNotExist."""
    return letter_with_code(
        "password_code", account_with(email=email), Purpose.RESET_PASSWORD
    )


def letter_with_code(template: str, user: Any, purpose: str) -> Letter:
    code = issue_code(user=user, purpose=purpose)
    # Whoever signs up chooses a name and somebody else's address: it may be a link.
    name = user.first_name if user.is_email_verified else ""
    names = {"name": name, "username": user.username if name else ""}
    return render_letter(template, {"code": code, **names}, to=[user.email])


@letter("email_changed")
def email_changed(email: str, username: str, name: str) -> Letter:
    """To the address an account had until now."""
    return render_letter(
        "email_changed", {"username": username, "name": name}, to=[email]
    )
