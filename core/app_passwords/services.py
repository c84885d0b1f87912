"""Making app passwords, and knowing one again.

A secret is 24 of 32 letters drawn at random, 120 bits: nobody finds it by trying, not even
with the digest in hand. So a fast hash is enough, the digest is an index, and a request costs
one query. A slow hash makes up for passwords that people choose; here it would only make
every request for a page of a feed slow.
"""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, get_random_string

from core.accounts import lock_account
from core.app_passwords.errors import SignedOut, TooManyAppPasswords
from core.app_passwords.models import AppPassword
from core.codes.services import LETTERS, tidy_code
from core.sessions.models import Session

LENGTH, GROUP = 24, 4
MOST = 20
# A reader app asks often; that it is used is written down at most so often.
NOTED_EVERY = timedelta(minutes=5)


def digest_of(secret: str) -> str:
    """Of the letters alone: people leave out dashes, or type small letters."""
    return sha256(tidy_code(secret).encode(errors="replace")).hexdigest()


@transaction.atomic
def make_app_password(
    *, user: Any, name: str, session: Any = None
) -> tuple[AppPassword, str]:
    """A new one, and its secret, which is stored nowhere.

    `session` is the one that asks. It and the account are locked: a request from before
    somebody signs out everywhere, or sets a new password, makes nothing that outlives it.
    Raises SignedOut, TooManyAppPasswords, and User.DoesNotExist when the person was erased
    meanwhile.
    """
    account = lock_account(pk=user.pk)
    alive = Session.objects.alive().select_for_update()
    ended = session and alive.filter(pk=session).first() is None
    if ended or account.password != user.password:
        raise SignedOut
    if AppPassword.objects.filter(user=account).count() >= MOST:
        raise TooManyAppPasswords
    text = get_random_string(LENGTH, LETTERS)
    made = AppPassword.objects.create(user=account, name=name, digest=digest_of(text))
    groups = (text[start : start + GROUP] for start in range(0, LENGTH, GROUP))
    return made, "-".join(groups)


def find_app_password(*, name: str, secret: str) -> AppPassword | None:
    """The one with this secret, if it is of the active account of that name or address."""
    digest = digest_of(secret)
    rows = AppPassword.objects.select_related("user").filter(user__is_active=True)
    found = rows.filter(digest=digest).first()
    if found is None or not constant_time_compare(found.digest, digest):
        return None
    user = found.user
    return found if name == user.username or name.lower() == user.email else None


def note_use(*, password: AppPassword) -> None:
    """Write down that it is used now, unless that was done of late.

    An update: one that was revoked meanwhile does not come back.
    """
    now = timezone.now()
    last = password.last_used_at
    if last is None or now - last >= NOTED_EVERY:
        AppPassword.objects.filter(pk=password.pk).update(last_used_at=now)
