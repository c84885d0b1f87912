"""Promising mails and keeping the promise."""

from __future__ import annotations

import logging
import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from email.utils import parseaddr
from smtplib import SMTPRecipientsRefused
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.mail.message import BadHeaderError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from core.mail.choices import MailStatus
from core.mail.letters import BUILDERS, Letter, to_message
from core.mail.models import Mail
from core.queueing import queue_task

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 12
FIRST_PAUSE = 30  # seconds; doubled each time
LONGEST_PAUSE = 3600
OUTCOME = (
    *("status", "recipients", "subject", "last_error"),
    *("context", "next_attempt_at", "sent_at"),
)
# What no repetition can mend.
HOPELESS = (BadHeaderError, ValidationError)


def queue_mails(mails: Iterable[Mail]) -> None:
    """Write mails down; they leave after the commit, or not at all.

    A key that is there already stays as it is: the same event announced twice makes one
    mail.
    """
    mails = list(mails)
    Mail.objects.bulk_create(mails, ignore_conflicts=True)
    keys = [mail.key for mail in mails]
    transaction.on_commit(lambda: start_delivery(keys), robust=True)


def queue_mail(*, kind: str, key: str, context: dict[str, Any]) -> None:
    queue_mails([Mail(kind=kind, key=key, context=context)])


def write_down(*, kind: str, context: dict[str, Any]) -> str:
    """A mail whose delivery the caller starts later. Returns its key."""
    mail = Mail.objects.create(kind=kind, key=f"{kind}:{uuid4()}", context=context)
    return mail.key


def start_delivery(keys: list[str]) -> None:
    """Have a worker send them now. If the broker is gone, the next sweep does."""
    queue_task("core.mail.deliver_mails", keys)


def due_keys(*, limit: int = 500) -> list[str]:
    """Mails that wait for their first or next attempt, the longest waiting first."""
    due = Mail.objects.filter(
        status=MailStatus.QUEUED, next_attempt_at__lte=timezone.now()
    )
    return list(due.order_by("next_attempt_at").values_list("key", flat=True)[:limit])


def deliver_mail(*, key: str) -> bool:
    """Send one mail, unless somebody else does or did. Returns whether it was sent."""
    mail = claim_mail(key)
    if mail is None:
        return False
    try:
        letter = BUILDERS[mail.kind](**mail.context)
    except ObjectDoesNotExist:
        letter = None
    except Exception as error:
        logger.exception("The mail %s could not be written", key)
        postpone(mail, error)
        return False
    letter = letter and replace(letter, to=[*filter(can_be_reached, letter.to)])
    if letter is None or not letter.to:
        finish(mail, MailStatus.SKIPPED)
        return False
    return send(mail, letter)


def can_be_reached(address: str) -> bool:
    """Erased accounts have an address below `.invalid`, where there is no mail (RFC 2606)."""
    return not address.lower().endswith(".invalid")


def claim_mail(key: str) -> Mail | None:
    """The mail, if it is due and nobody else took it.

    The claim is a time: if this process dies, the mail is due again then.
    """
    now = timezone.now()
    claimed = Mail.objects.filter(
        key=key, status=MailStatus.QUEUED, next_attempt_at__lte=now
    ).update(
        attempts=F("attempts") + 1,
        next_attempt_at=now + timedelta(seconds=settings.MAIL_CLAIM_SECONDS),
    )
    return Mail.objects.filter(key=key).first() if claimed else None


def send(mail: Mail, letter: Letter) -> bool:
    mail.recipients = ", ".join(letter.to)
    mail.subject = letter.subject[:255]
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2]
    message_id = f"<{mail.pk}.{int(mail.created_at.timestamp())}@{domain}>"
    try:
        to_message(letter, message_id=message_id).send()
    except Exception as error:  # noqa: BLE001 - whatever a mail server can do
        logger.warning("The mail %s was not sent: %s", mail.key, type(error).__name__)
        postpone(mail, error)
        return False
    finish(mail, MailStatus.SENT)
    return True


def postpone(mail: Mail, error: Exception) -> None:
    """Try again later, each time after a longer pause; or give up."""
    mail.last_error = f"{type(error).__name__}: {error}"[:2000]
    if mail.attempts >= MAX_ATTEMPTS or is_hopeless(error):
        mail.status = MailStatus.FAILED
    mail.next_attempt_at = timezone.now() + pause_after(mail.attempts)
    note(mail)


def is_hopeless(error: Exception) -> bool:
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return isinstance(error, HOPELESS)


def pause_after(attempts: int) -> timedelta:
    """Doubling, with jitter: a server that comes back is not stormed by all at once."""
    pause = min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE)
    return timedelta(seconds=pause * random.uniform(0.75, 1.25))  # noqa: S311


def finish(mail: Mail, status: str) -> None:
    """Note the end. Words and addresses that a mail was made of are not kept."""
    mail.status = status
    mail.last_error = ""
    mail.sent_at = timezone.now() if status == MailStatus.SENT else None
    if mail.context.keys() & {"text", "email"}:
        mail.context = {}
    note(mail)


def note(mail: Mail) -> None:
    """Write what became of it, unless the row is gone: `save()` would make it anew."""
    Mail.objects.filter(pk=mail.pk).update(
        **{name: getattr(mail, name) for name in OUTCOME}
    )


def send_again(*, mails: Iterable[Mail], now: datetime | None = None) -> int:
    """Queue given-up mails anew. Returns how many there were."""
    keys = [mail.key for mail in mails if mail.status == MailStatus.FAILED]
    Mail.objects.filter(key__in=keys, status=MailStatus.FAILED).update(
        status=MailStatus.QUEUED,
        attempts=0,
        next_attempt_at=now or timezone.now(),
    )
    transaction.on_commit(lambda: start_delivery(keys), robust=True)
    return len(keys)
