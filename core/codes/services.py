"""Making codes and taking them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac

from core.codes.errors import InvalidCode
from core.codes.models import Code
from core.mail.services import queue_mail

LENGTH = 7
# Without 0 and O, 1 and I: 32 letters, 34 thousand million codes.
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
LIFETIME = timedelta(hours=1)
MOST_WRONG_GUESSES = 5


def issue_code(*, user: Any, purpose: str) -> str:
    """A new code for an account, which ends the one before it. It is stored nowhere."""
    text = get_random_string(LENGTH, LETTERS)
    now = timezone.now()
    Code.objects.update_or_create(
        user=user,
        purpose=purpose,
        defaults={
            "digest": digest_of(user=user, purpose=purpose, text=text),
            "wrong_guesses": 0,
            "created_at": now,
            "expires_at": now + LIFETIME,
        },
    )
    return text


def digest_of(*, user: Any, purpose: str, text: str) -> str:
    """Keyed with SECRET_KEY, and bound to account, purpose and address."""
    value = f"{user.pk}:{user.email}:{text}"
    return salted_hmac(f"core.codes.{purpose}", value, algorithm="sha256").hexdigest()


def tidy_code(text: str) -> str:
    """What people make of a code: small letters, a space, a dash."""
    return "".join(letter for letter in text.upper() if letter.isalnum())


def use_code(*, user: Any, purpose: str, text: str, then: Callable[[], object]) -> None:
    """Take a code and do what it allows, both or neither. Raises InvalidCode.

    Whatever `then` raises leaves the code as it was. A wrong guess is counted; the row
    lock lets one of two who bring the same code through.
    """
    with transaction.atomic():
        codes = Code.objects.select_for_update()
        code = codes.filter(user_id=user.pk, purpose=purpose).first()
        if right := code is not None and is_right(code, user, text):
            then()
            code.delete()
        elif code is not None:
            code.wrong_guesses += 1
            code.save(update_fields=["wrong_guesses"])
    if not right:
        raise InvalidCode


def is_right(code: Code, user: Any, text: str) -> bool:
    digest = digest_of(user=user, purpose=code.purpose, text=tidy_code(text))
    return (
        constant_time_compare(digest, code.digest)
        and code.wrong_guesses < MOST_WRONG_GUESSES
        and code.expires_at > timezone.now()
    )


@transaction.atomic
def change_address(*, user: Any, email: str) -> None:
    """Another address: unverified until its code comes back, and the old one is told."""
    old = user.email
    user.email, user.is_email_verified = email, False
    user.save(update_fields=["email", "is_email_verified"])
    Code.objects.filter(user=user).delete()
    names = {"username": user.username, "name": user.first_name}
    promise_mail("email_changed", email=old, **names)
    promise_mail("email_code", email=email)


def promise_mail(kind: str, **context: Any) -> None:
    queue_mail(kind=kind, key=f"{kind}:{uuid4()}", context=context)


def delete_expired_codes() -> int:
    return Code.objects.filter(expires_at__lt=timezone.now()).delete()[0]
